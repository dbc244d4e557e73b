#!/usr/bin/env python3
"""The obvious script: weigh a whole conversation from its start for each of sixteen hypotheses.

    plain-script.py MODEL TOKENS

prints how many times longer that takes, with llama-cpp-python and numpy, than generating a reply of 60
tokens at the end of TOKENS tokens. docs/speed.md compares it with what a turn takes here. Needs the
packages llama-cpp-python and numpy; with LLAMA_CPP_LIB_PATH the first takes a llama.cpp already built.
"""

import statistics
import sys
import time

import numpy
from llama_cpp import Llama

HYPOTHESES = 16
REPLY = 60
ROUNDS = 3

if len(sys.argv) != 3 or not sys.argv[2].isdigit() or int(sys.argv[2]) <= REPLY:
    sys.exit(f"{__doc__}\nTOKENS is a number over {REPLY}.")
model = Llama(
    sys.argv[1], n_ctx=4096, n_batch=512, n_threads=2, n_threads_batch=2, logits_all=True,
    flash_attn=True, verbose=False)
line = model.tokenize(b"The storm came at night, and by the morning the boat was gone. ", add_bos=False)
conversation = [line[place % len(line)] for place in range(int(sys.argv[2]))]


def generate() -> float:
    model.reset()
    model.eval(conversation[:-REPLY])
    start = time.perf_counter()
    for token in conversation[-REPLY:]:
        model.eval([token])
    return time.perf_counter() - start


def score() -> float:
    start = time.perf_counter()
    model.reset()
    model.eval(conversation)
    logits = model.scores[: len(conversation) - 1]
    highest = logits.max(axis=1)
    total = highest + numpy.log(numpy.exp(logits - highest[:, None]).sum(axis=1))
    said = logits[numpy.arange(len(conversation) - 1), conversation[1:]] - total
    said[-REPLY:].sum()
    return time.perf_counter() - start


generating, scoring = [], []
for _ in range(ROUNDS):
    generating.append(generate())
    scoring.append(score())
reply = statistics.median(generating)
one = statistics.median(scoring)
print(f"{len(conversation)} tokens: {reply:.2f} s a reply, {one:.2f} s a hypothesis, "
      f"{(reply + HYPOTHESES * one) / reply:.1f} times the reply together")
