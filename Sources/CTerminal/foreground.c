#include "foreground.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signal_flags.h"

enum { not_started = 127 };

static void become(const char *program, char *const arguments[]) {
  if (!isatty(STDOUT_FILENO)) {
    const int terminal = open("/dev/tty", O_WRONLY);
    if (terminal >= 0) dup2(terminal, STDOUT_FILENO);
  }
  execv(program, arguments);
  _exit(not_started);
}

int foreground_run(const char *program, char *const arguments[]) {
  const pid_t process = fork();
  if (process < 0) return -1;
  if (process == 0) become(program, arguments);
  bool is_told = false;
  for (;;) {
    int status = 0;
    if (waitpid(process, &status, 0) == process) return status;
    if (errno != EINTR) return -1;
    if (is_told) continue;
    for (int slot = 0; slot < 2; slot++) {
      const int signal_number = slot == 0 ? SIGTERM : SIGHUP;
      if (signal_flag_is_raised(signal_number)) {
        kill(process, signal_number);
        is_told = true;
      }
    }
  }
}
