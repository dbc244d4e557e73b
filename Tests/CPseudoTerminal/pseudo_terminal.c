#ifdef __linux__
#define _GNU_SOURCE
#include <pty.h>
#else
#include <util.h>
#endif

#include "pseudo_terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { rows = 24 };

/* Test runners start threads with signals blocked, and programs inherit that. */
static void reset_signals(void) {
  for (int signal_number = 1; signal_number < NSIG; signal_number++) signal(signal_number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

bool pseudo_terminal_open(int columns, int *master, int *device) {
  struct winsize size = {.ws_row = rows, .ws_col = (unsigned short)columns};
  if (openpty(master, device, NULL, NULL, &size) != 0) return false;
  fcntl(*master, F_SETFD, FD_CLOEXEC);
  fcntl(*master, F_SETFL, O_NONBLOCK);
  fcntl(*device, F_SETFD, FD_CLOEXEC);
  return true;
}

pid_t pseudo_terminal_spawn(char *const arguments[], char *const environment[], int columns,
                            int output, int *master, int *device) {
  if (!pseudo_terminal_open(columns, master, device)) return -1;
  const pid_t process = fork();
  if (process != 0) return process;
  reset_signals();
  if (setsid() >= 0 && ioctl(*device, TIOCSCTTY, 0) == 0 && dup2(*device, 0) == 0 &&
      dup2(output, 1) == 1 && dup2(*device, 2) == 2) {
    execve(arguments[0], arguments, environment);
  }
  _exit(127);
}

void pseudo_terminal_resize(int master, int columns) {
  struct winsize size = {.ws_row = rows, .ws_col = (unsigned short)columns};
  ioctl(master, TIOCSWINSZ, &size);
}

bool pseudo_terminal_is_in_usual_mode(int device) {
  struct termios settings;
  const tcflag_t usual = ICANON | ECHO | ISIG;
  return tcgetattr(device, &settings) == 0 && (settings.c_lflag & usual) == usual;
}
