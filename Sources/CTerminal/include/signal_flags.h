/*
 * Signals kept as flags: a handler raises a flag and wakes whoever waits, nothing else. Nothing
 * here prints, allocates or calls the line editor from a handler, and none restarts a system call.
 *
 * Flags exist for SIGINT, SIGTERM, SIGHUP, SIGWINCH and SIGCONT. Install and restore from one
 * thread; reading, lowering and the handlers themselves are async-signal-safe.
 */
#ifndef SIGNAL_FLAGS_H
#define SIGNAL_FLAGS_H

#include <stdbool.h>

/*
 * Installs the handlers and remembers what was there before. A SIGINT, SIGTERM or SIGHUP that was
 * ignored (nohup) stays ignored. SIGPIPE gets an empty handler, so that a write to a closed pipe
 * fails with EPIPE; being a handler, it does not outlive exec. Doing it twice changes nothing.
 * Returns 0, or the errno of what failed, with nothing installed.
 */
int signal_flags_install(void);

/* Puts back what was there before the install, and lowers every flag. */
void signal_flags_restore(void);

/* Whether this signal came since its flag was last lowered. False for signals that have no flag. */
bool signal_flag_is_raised(int signal_number);

/* Lowers the flag of this signal. */
void signal_flag_lower(int signal_number);

enum __attribute__((enum_extensibility(closed))) signal_flags_wait_result {
  signal_flags_wait_failed,
  signal_flags_wait_signalled,
  signal_flags_wait_readable,
};

/*
 * Waits until the descriptor can be read or a signal with a flag comes, whichever thread it is
 * delivered to. Look at the flags first: a signal that comes after the look still ends the wait,
 * and one that was dealt with long ago may end it too. On failure errno says why.
 */
enum signal_flags_wait_result signal_flags_wait(int descriptor);

/* Whether the descriptor can be read, or is no longer open, without waiting. */
bool signal_flags_is_readable(int descriptor);

#endif
