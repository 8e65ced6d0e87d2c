"""Estimated energy of answers: this machine's processor, and a language model served elsewhere.

The processor: seconds measured in the threads that answer, times the watts that the machine is said to draw for one
busy core. What the machine draws while it waits is not counted. The model: the method of EcoLogits (mlco2/ecologits at
42154236, ``impacts/llm.py``: a regression on measured servers), from the tokens written and the model's size.
"""

import math

from domain.profile import FiguresPolicy

# EcoLogits' regression: watt-hours of one GPU and seconds, for each token written, at 64 answers at once.
_BATCH = 64
_GPU_ALPHA_WH, _GPU_BETA, _GPU_GAMMA_WH = 1.1665273170451914e-06, -0.011205921025579175, 4.052928146734005e-05
_LATENCY_ALPHA_S, _LATENCY_BETA_S, _LATENCY_GAMMA_S = 0.0006785088094353663, 0.0003119310311688259, 0.019473717579473387
_GPU_MEMORY_GB, _BITS, _OVERHEAD = 80, 16, 1.2
_SERVER_W, _SERVER_GPUS = 1200, 8
PUE = 1.2
"""What a data centre draws for what its machines draw: EcoLogits' default."""


def processor_wh(cpu_s: float, policy: FiguresPolicy) -> float:
    """Watt-hours of the processor time spent on questions."""
    return cpu_s * policy.core_watts / 3600


def model_wh(tokens: int, policy: FiguresPolicy) -> float | None:
    """Watt-hours of the tokens that a model wrote; None when its size is not told."""
    if not tokens:
        return 0.0
    active, total = policy.model_active_billions, policy.model_total_billions or policy.model_active_billions
    if not active:
        return None
    gpus = _gpus(total)
    gpu_wh = tokens * (_GPU_ALPHA_WH * math.exp(_GPU_BETA * _BATCH) * active + _GPU_GAMMA_WH)
    busy_s = tokens * (_LATENCY_ALPHA_S * active + _LATENCY_BETA_S * _BATCH + _LATENCY_GAMMA_S)
    server_wh = busy_s * _SERVER_W / 3600 * gpus / _SERVER_GPUS / _BATCH
    return PUE * (server_wh + gpus * gpu_wh)


def _gpus(total_billions: float) -> int:
    """How many the weights take, a power of two."""
    needed = math.ceil(_OVERHEAD * total_billions * _BITS / 8 / _GPU_MEMORY_GB)
    return 1 << max(0, needed - 1).bit_length()
