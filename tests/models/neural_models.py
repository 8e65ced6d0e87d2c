"""Tiny transformers of random weights, made in a moment: the real classes, the real files."""

from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

from models.tokenizers_wordpiece import count_words
from models.training.vocabulary import vocabulary
from tests.models.small_model import TEXTS

DIMENSIONS = 32


def tiny_embedding(folder: Path, *, seed: int = 0) -> Path:
    """A folder of plain transformers: two layers, 32 dimensions."""
    import torch

    torch.manual_seed(seed)
    tokenizer = _tokenizer()
    BertModel(_config(len(tokenizer))).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def tiny_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder with ``labels`` outputs."""
    import torch

    torch.manual_seed(0)
    tokenizer = _tokenizer()
    config = _config(len(tokenizer))
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _config(size: int) -> BertConfig:
    return BertConfig(
        vocab_size=size,
        hidden_size=DIMENSIONS,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        # Larger than a real one's, so that untrained vectors differ from one text to the next.
        initializer_range=0.5,
    )


def _tokenizer() -> PreTrainedTokenizerFast:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *vocabulary(count_words(TEXTS), size=300)[2:]]
    numbers = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocab=numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(strip_accents=True, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", numbers["[CLS]"]), ("[SEP]", numbers["[SEP]"])],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    )
