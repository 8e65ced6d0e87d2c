"""Which language model the settings name, and what it may take; nothing is called or loaded until it is asked."""

from urllib.parse import urlsplit

from answering.with_model.budget import DailyBudget, DailyLimits
from answering.with_model.calling import CallLimits, ModelCaller
from answering.with_model.composing import ModelComposer
from answering.with_model.verifying import FactVerifier
from app.settings import Settings
from domain.errors import BadInput
from domain.model_ports import LanguageModel, ModelUseStore
from models.endpoint_key import endpoint_key
from models.llamaindex_openai_like import LlamaIndexOpenAILike


def chosen_language_model(settings: Settings) -> LlamaIndexOpenAILike | None:
    """The model that ``PARVIS_LLM_URL`` and ``PARVIS_LLM_MODEL`` name, None when they are empty. Raises BadInput."""
    url, model = settings.llm_url, settings.llm_model
    if not url and not model:
        return None
    if not url or not model:
        raise BadInput("give both PARVIS_LLM_URL and PARVIS_LLM_MODEL, or neither")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadInput(
            "PARVIS_LLM_URL is not the http(s) address of an endpoint, for instance http://127.0.0.1:11434/v1"
        )
    if url.endswith("/chat/completions"):
        raise BadInput("PARVIS_LLM_URL must end before /chat/completions, usually in /v1")
    return LlamaIndexOpenAILike(url, model, endpoint_key(settings.llm_key, settings.llm_key_file))


def chosen_composer(settings: Settings, model: LanguageModel | None, store: ModelUseStore) -> ModelComposer | None:
    """What writes answers with that model; None when there is none. Raises BadInput."""
    if model is None:
        return None
    limits = DailyLimits(
        tokens=settings.llm_daily_tokens,
        euros=settings.llm_daily_euros,
        euros_per_million_read=settings.llm_euros_per_million_read,
        euros_per_million_written=settings.llm_euros_per_million_written,
    )
    if limits.euros and not (limits.euros_per_million_read or limits.euros_per_million_written):
        raise BadInput("PARVIS_LLM_DAILY_EUROS needs the prices PARVIS_LLM_EUROS_PER_MILLION_READ and _WRITTEN")
    call = CallLimits(time_s=settings.llm_time_ms / 1000, max_tokens=settings.llm_max_tokens)
    return ModelComposer(ModelCaller(model, DailyBudget(store, limits), call), FactVerifier())
