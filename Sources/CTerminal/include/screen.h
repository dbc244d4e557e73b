/* What the C library alone knows about the screen. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdint.h>

/* Columns of the terminal behind the descriptor, or 0 where it is none or does not know. */
int screen_columns(int descriptor);

/* Columns of one Unicode scalar in the current LC_CTYPE (wcwidth), or -1 where it cannot tell. */
int screen_scalar_columns(uint32_t scalar);

#endif
