#include "signal_flags.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <unistd.h>

static const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT, SIGPIPE};
enum { watched_count = sizeof watched / sizeof watched[0] };

static volatile sig_atomic_t raised[watched_count];
static struct sigaction previous[watched_count];
static bool replaced[watched_count];
static bool installed;

/* The handler writes a byte here so that a wait in any thread ends. */
static int wake_pipe[2] = {-1, -1};

static int slot_of(int signal_number) {
  for (int slot = 0; slot < watched_count; slot++) {
    if (watched[slot] == signal_number) return slot;
  }
  return -1;
}

static void note_signal(int signal_number) {
  const int saved_errno = errno;
  const int slot = slot_of(signal_number);
  if (slot >= 0) raised[slot] = 1;
  /* A full pipe is as good a wake-up as one byte more. */
  if (write(wake_pipe[1], "", 1) < 0) errno = saved_errno;
  errno = saved_errno;
}

static void note_nothing(int signal_number) { (void)signal_number; }

static int open_wake_pipe(void) {
  if (wake_pipe[0] >= 0) return 0;
  int ends[2];
  if (pipe(ends) != 0) return errno;
  if (ends[0] >= FD_SETSIZE) {
    close(ends[0]);
    close(ends[1]);
    return EMFILE;
  }
  for (int end = 0; end < 2; end++) {
    fcntl(ends[end], F_SETFD, FD_CLOEXEC);
    fcntl(ends[end], F_SETFL, O_NONBLOCK);
  }
  wake_pipe[0] = ends[0];
  wake_pipe[1] = ends[1];
  return 0;
}

static bool may_stay_ignored(int signal_number) {
  return signal_number == SIGINT || signal_number == SIGTERM || signal_number == SIGHUP;
}

int signal_flags_install(void) {
  if (installed) return 0;
  const int pipe_error = open_wake_pipe();
  if (pipe_error != 0) return pipe_error;
  installed = true;
  for (int slot = 0; slot < watched_count; slot++) {
    const int signal_number = watched[slot];
    struct sigaction action = {.sa_flags = 0};
    action.sa_handler = signal_number == SIGPIPE ? note_nothing : note_signal;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal_number, NULL, &previous[slot]) != 0) continue;
    if (previous[slot].sa_handler == SIG_IGN && may_stay_ignored(signal_number)) continue;
    if (sigaction(signal_number, &action, NULL) != 0) {
      const int error = errno;
      signal_flags_restore();
      return error;
    }
    replaced[slot] = true;
  }
  return 0;
}

void signal_flags_restore(void) {
  if (!installed) return;
  for (int slot = 0; slot < watched_count; slot++) {
    if (replaced[slot]) sigaction(watched[slot], &previous[slot], NULL);
    replaced[slot] = false;
    raised[slot] = 0;
  }
  installed = false;
}

bool signal_flag_is_raised(int signal_number) {
  const int slot = slot_of(signal_number);
  return slot >= 0 && raised[slot] != 0;
}

void signal_flag_lower(int signal_number) {
  const int slot = slot_of(signal_number);
  if (slot >= 0) raised[slot] = 0;
}

static void drain_wake_pipe(void) {
  char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
}

enum signal_flags_wait_result signal_flags_wait(int descriptor) {
  if (descriptor < 0 || descriptor >= FD_SETSIZE) {
    errno = EBADF;
    return signal_flags_wait_failed;
  }
  /* select, because poll refuses terminals on some systems. */
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(descriptor, &readable);
  int highest = descriptor;
  if (wake_pipe[0] >= 0) {
    FD_SET(wake_pipe[0], &readable);
    if (wake_pipe[0] > highest) highest = wake_pipe[0];
  }
  if (select(highest + 1, &readable, NULL, NULL, NULL) < 0) {
    return errno == EINTR ? signal_flags_wait_signalled : signal_flags_wait_failed;
  }
  if (wake_pipe[0] >= 0 && FD_ISSET(wake_pipe[0], &readable)) {
    drain_wake_pipe();
    return signal_flags_wait_signalled;
  }
  return signal_flags_wait_readable;
}

bool signal_flags_is_readable(int descriptor) {
  if (descriptor < 0 || descriptor >= FD_SETSIZE) return true;
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(descriptor, &readable);
  struct timeval now = {0, 0};
  return select(descriptor + 1, &readable, NULL, NULL, &now) != 0;
}
