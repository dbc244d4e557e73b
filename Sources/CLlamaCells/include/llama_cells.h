#ifndef LLAMA_CELLS_H
#define LLAMA_CELLS_H

#include <stdbool.h>

/// Has llama.cpp's buffers take memory only as they are written to, from the next one on.
///
/// A context clears all of its cells when it is made, and so takes the memory of lanes that are
/// full before anything is read. A buffer from here takes none when it is cleared: the system
/// forgets its pages, which are zero when they are next looked at.
///
/// To be called once, before the first context is made.
///
/// Returns whether it is so: false where the system forgets no pages, or where llama.cpp came
/// without the header that says how its buffers are made (scripts/build-llama installs it).
bool llama_cells_on_demand(void);

/// Whether a word comes out the same however many threads compute it.
///
/// By itself llama.cpp splits the attention of one word among the threads, once there are enough
/// cells, and rounds each part. scripts/build-llama turns that off.
bool llama_cells_are_read_whole(void);

#endif
