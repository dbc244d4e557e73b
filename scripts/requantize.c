// Rewrites a GGUF model in another quantisation.
//
//   requantize INPUT.gguf OUTPUT.gguf Q8_0|Q4_0|Q4_1|IQ4_NL

#include <llama.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  enum llama_ftype type;
} quantisations[] = {
  {"Q8_0", LLAMA_FTYPE_MOSTLY_Q8_0},
  {"Q4_0", LLAMA_FTYPE_MOSTLY_Q4_0},
  {"Q4_1", LLAMA_FTYPE_MOSTLY_Q4_1},
  {"IQ4_NL", LLAMA_FTYPE_MOSTLY_IQ4_NL},
};

static void printErrorsOnly(enum ggml_log_level level, const char *text, void *unused) {
  (void)unused;
  if (level == GGML_LOG_LEVEL_ERROR) fputs(text, stderr);
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: %s INPUT.gguf OUTPUT.gguf QUANTISATION\n", arguments[0]);
    return 2;
  }
  llama_model_quantize_params parameters = llama_model_quantize_default_params();
  // The weights at hand are quantised already; there is no fuller copy to start from.
  parameters.allow_requantize = true;
  for (size_t i = 0; i < sizeof quantisations / sizeof *quantisations; i++) {
    if (strcmp(arguments[3], quantisations[i].name) != 0) continue;
    parameters.ftype = quantisations[i].type;
    llama_log_set(printErrorsOnly, NULL);
    return llama_model_quantize(arguments[1], arguments[2], &parameters) == 0 ? 0 : 1;
  }
  fprintf(stderr, "%s: unknown quantisation: %s\n", arguments[0], arguments[3]);
  return 2;
}
