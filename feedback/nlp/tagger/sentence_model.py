"""A sentence model from a folder, as sentence-transformers writes them; read, never downloaded.

Models of the BERT kind are understood (all-MiniLM-L6-v2, paraphrase-multilingual-MiniLM-L12-v2, the
bge and e5 families): ``config.json``, ``tokenizer.json`` and ``model.safetensors`` in one folder.
They are run with numpy, without torch: the encoder of Devlin et al. 2018, 44 CPU ms a comment.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

FILES = ("config.json", "tokenizer.json", "model.safetensors")
MOST_PIECES = 256
TEXTS_AT_ONCE = 16
POINTS_REMEMBERED = 20_000
MASKED = -1e4

Array = NDArray[np.float32]


class NoSentenceModel(ValueError):
    """There is no sentence model to be had from this folder; says why and what to do."""


def load(folder: Path) -> "FolderModel":
    """The sentence model in a folder. Raises NoSentenceModel."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise NoSentenceModel(
            f"{folder}: there is no {missing[0]} here; name the folder of a sentence model."
        )
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise NoSentenceModel(f"{folder}: this is no model of the BERT kind, which is needed.")
    try:
        from safetensors.numpy import load_file  # noqa: PLC0415 - an extra, not everywhere
        from tokenizers import Tokenizer  # noqa: PLC0415
    except ImportError as fault:
        raise NoSentenceModel(
            'The extra "embeddings" is not installed: install youwesaid[embeddings].'
        ) from fault
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(MOST_PIECES, config["max_position_embeddings"]))
    weights = load_file(folder / "model.safetensors")
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    return FolderModel(
        name=digest, config=config, tokenizer=tokenizer, weights=weights, by_first=_first(folder)
    )


def _first(folder: Path) -> bool:
    """Whether the first piece stands for the whole text, rather than the mean of all pieces."""
    pooling = folder / "1_Pooling" / "config.json"
    if not pooling.is_file():
        return False
    return bool(json.loads(pooling.read_text(encoding="utf-8")).get("pooling_mode_cls_token"))


class FolderModel:
    """A SentenceModel run with numpy."""

    def __init__(
        self,
        *,
        name: str,
        config: Mapping[str, Any],
        tokenizer: Any,
        weights: Mapping[str, Any],
        by_first: bool,
    ) -> None:
        self.name = name
        self.size = int(config["hidden_size"])
        self._layers = int(config["num_hidden_layers"])
        self._heads = int(config["num_attention_heads"])
        self._least = float(config.get("layer_norm_eps", 1e-12))
        self._tokenizer, self._by_first = tokenizer, by_first
        self._weights: dict[str, Array] = {
            key.removeprefix("bert."): np.asarray(value, dtype=np.float32)
            for key, value in weights.items()
        }
        self._seen: dict[bytes, Array] = {}  # by digest: training reads a text several times

    def points(self, texts: Sequence[str]) -> Array:
        """A row of length 1 for each text."""
        keys = [hashlib.blake2b(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._seen}
        if len(self._seen) + len(new) > POINTS_REMEMBERED:
            self._seen.clear()
            new = dict(zip(keys, texts, strict=True))
        pieces = {key: self._tokenizer.encode(text).ids for key, text in new.items()}
        order = sorted(pieces, key=lambda key: len(pieces[key]))
        for start in range(0, len(order), TEXTS_AT_ONCE):
            batch = order[start : start + TEXTS_AT_ONCE]
            for key, point in zip(batch, self._read([pieces[key] for key in batch]), strict=True):
                self._seen[key] = point
        return np.array([self._seen[key] for key in keys], dtype=np.float32).reshape(-1, self.size)

    def _read(self, batch: Sequence[Sequence[int]]) -> Array:
        longest = max(map(len, batch))
        ids = np.zeros((len(batch), longest), dtype=np.intp)
        is_piece = np.zeros((len(batch), longest), dtype=np.float32)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            is_piece[row, : len(pieces)] = 1
        embedded = (
            self._weights["embeddings.word_embeddings.weight"][ids]
            + self._weights["embeddings.position_embeddings.weight"][:longest]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        states = self._normed(embedded, "embeddings.LayerNorm")
        mask = (1 - is_piece)[:, None, None, :] * np.float32(MASKED)
        for layer in range(self._layers):
            states = self._layer(states, mask, f"encoder.layer.{layer}")
        found = states[:, 0] if self._by_first else _mean(states, is_piece)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, states: Array, mask: Array, name: str) -> Array:
        heard = self._linear(self._attention(states, mask, name), f"{name}.attention.output.dense")
        states = self._normed(states + heard, f"{name}.attention.output.LayerNorm")
        inner = self._linear(states, f"{name}.intermediate.dense")
        inner = inner * np.float32(0.5) * (1 + erf(inner / np.float32(np.sqrt(2))))  # gelu
        outer = self._linear(inner, f"{name}.output.dense")
        return self._normed(states + outer, f"{name}.output.LayerNorm")

    def _attention(self, states: Array, mask: Array, name: str) -> Array:
        texts, longest, size = states.shape

        def heads(which: str) -> Array:
            linear = self._linear(states, f"{name}.attention.self.{which}")
            split = linear.reshape(texts, longest, self._heads, size // self._heads)
            return split.transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // self._heads))
        weights = weights + mask
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return np.asarray((weights @ value).transpose(0, 2, 1, 3).reshape(texts, longest, size))

    def _linear(self, states: Array, name: str) -> Array:
        weights = self._weights
        return np.asarray(states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])

    def _normed(self, states: Array, name: str) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(self._least))
        return np.asarray(
            centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        )


def _mean(states: Array, is_piece: Array) -> Array:
    return np.asarray((states * is_piece[..., None]).sum(axis=1) / is_piece.sum(axis=1)[:, None])
