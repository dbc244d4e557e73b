#include "llama_cells.h"

#if defined(__linux__) && __has_include(<ggml-backend-impl.h>)

#define _GNU_SOURCE
#include <ggml-backend-impl.h>
#include <string.h>
#include <sys/mman.h>

static void unmap(ggml_backend_buffer_t buffer) { munmap(buffer->context, buffer->size); }

static void clear(ggml_backend_buffer_t buffer, uint8_t value) {
  // Private pages of no file are zero after this, says madvise(2).
  bool forgotten = value == 0 && madvise(buffer->context, buffer->size, MADV_DONTNEED) == 0;
  if (!forgotten) memset(buffer->context, value, buffer->size);
}

static ggml_backend_buffer_t map(ggml_backend_buffer_type_t type, size_t size) {
  void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return NULL;
  ggml_backend_buffer_t buffer = ggml_backend_cpu_buffer_from_ptr(pages, size);
  if (buffer == NULL) {
    munmap(pages, size);
    return NULL;
  }
  buffer->buft = type;
  buffer->iface.free_buffer = unmap;
  buffer->iface.clear = clear;
  return buffer;
}

bool llama_cells_on_demand(void) {
  ggml_backend_cpu_buffer_type()->iface.alloc_buffer = map;
  return true;
}

#else

bool llama_cells_on_demand(void) { return false; }

#endif

#if __has_include(<llama-whole-attention.h>)
bool llama_cells_are_read_whole(void) { return true; }
#else
bool llama_cells_are_read_whole(void) { return false; }
#endif
