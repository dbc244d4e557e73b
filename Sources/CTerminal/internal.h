/* Shared by the sources of this target, and nobody else. */
#ifndef INTERNAL_H
#define INTERNAL_H

#include <histedit.h>

struct line_history {
  History *list;
};

#endif
