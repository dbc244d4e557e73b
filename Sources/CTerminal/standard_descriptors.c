#include "standard_descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int standard_descriptors_open(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++) {
    if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    /* Output opened for reading only fails when something is written to it, as it should. */
    const int mode = descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY;
    const int opened = open("/dev/null", mode);
    if (opened < 0) return errno;
    if (opened == descriptor) continue;
    const int moved = dup2(opened, descriptor);
    const int error = errno;
    close(opened);
    if (moved < 0) return error;
  }
  return 0;
}
