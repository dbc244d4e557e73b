/* Descriptors 0, 1 and 2, which every program is taken to have. */
#ifndef STANDARD_DESCRIPTORS_H
#define STANDARD_DESCRIPTORS_H

/*
 * Puts /dev/null on each of descriptors 0, 1 and 2 that is closed, so that no file opened later
 * becomes one of them. Input that was closed is over at once, standard output that was closed
 * refuses what is written to it (EBADF), and what is written to standard error goes nowhere. To be
 * called before anything is opened. Returns 0, or the errno of what failed.
 */
int standard_descriptors_open(void);

#endif
