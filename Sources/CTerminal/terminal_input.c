#include "terminal_input.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_same_device(int one, int other) {
  struct stat first, second;
  return fstat(one, &first) == 0 && fstat(other, &second) == 0 && S_ISCHR(second.st_mode) &&
         first.st_rdev == second.st_rdev;
}

static int open_again(const char *name, int descriptor) {
  const int opened = open(name, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (opened < 0 || is_same_device(descriptor, opened)) return opened;
  close(opened);
  return -1;
}

int terminal_input_open(int descriptor) {
  if (!isatty(descriptor)) return -1;
  char name[256];
  /* A terminal of another container has no name here. */
  return ttyname_r(descriptor, name, sizeof name) == 0 ? open_again(name, descriptor) : -1;
}
