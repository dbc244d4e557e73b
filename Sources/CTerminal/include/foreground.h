/* Another program that has the terminal for a while. */
#ifndef FOREGROUND_H
#define FOREGROUND_H

/*
 * Runs a program and waits for it. It stays in this process group, so that it may read the terminal
 * and stops together with this program; it writes to the controlling terminal where standard output
 * is none. SIGTERM and SIGHUP that come meanwhile, by their flags in signal_flags.h, are handed on
 * to it, and the wait goes on. Returns its status as waitpid gives it, or -1 with errno set.
 */
int foreground_run(const char *program, char *const arguments[]);

#endif
