"""A sentence model in a folder: read as it is, told apart, and never needed."""

import json

import numpy as np
import pytest

from feedback.nlp.tagger.codebook import Codebook, ThemeTerms
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.model import Model, NeedsSentenceModel
from feedback.nlp.tagger.sentence_model import NoSentenceModel, load
from feedback.nlp.tagger.training import train

safetensors = pytest.importorskip("safetensors.numpy", reason='the extra "embeddings"')
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "car", "park", "full", "kind", "lady", "the", "was"]
SIZE, INNER = 8, 16
CONFIG = {
    "model_type": "bert", "hidden_act": "gelu", "hidden_size": SIZE, "num_hidden_layers": 2,
    "num_attention_heads": 2, "max_position_embeddings": 16, "layer_norm_eps": 1e-12,
}  # fmt: skip
LINEAR = {
    "attention.self.query": (SIZE, SIZE), "attention.self.key": (SIZE, SIZE),
    "attention.self.value": (SIZE, SIZE), "attention.output.dense": (SIZE, SIZE),
    "intermediate.dense": (INNER, SIZE), "output.dense": (SIZE, INNER),
}  # fmt: skip
BOOK = Codebook("Small", (ThemeTerms("Parking"), ThemeTerms("Kindness")))


def write_model(folder, *, seed=1, **config):
    """A model of the real shape with random weights."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    random = np.random.default_rng(seed)
    weights = {
        "embeddings.word_embeddings.weight": random.normal(size=(len(WORDS), SIZE)),
        "embeddings.position_embeddings.weight": random.normal(size=(16, SIZE)) / 9,
        "embeddings.token_type_embeddings.weight": random.normal(size=(2, SIZE)) / 9,
    }
    norms = ["embeddings.LayerNorm"]
    for layer in ("encoder.layer.0", "encoder.layer.1"):
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
        for name, shape in LINEAR.items():
            weights[f"{layer}.{name}.weight"] = random.normal(size=shape) / 3
            weights[f"{layer}.{name}.bias"] = random.normal(size=shape[0]) / 9
    for name in norms:
        weights |= {f"{name}.weight": np.ones(SIZE), f"{name}.bias": np.zeros(SIZE)}
    folder.mkdir(exist_ok=True)
    floats = {name: each.astype(np.float32) for name, each in weights.items()}
    safetensors.save_file(floats, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(CONFIG | config))
    vocabulary = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def sentences(tmp_path):
    return load(write_model(tmp_path / "model"))


def test_a_text_has_the_same_point_alone_and_among_others(tmp_path):
    one, other = (load(write_model(tmp_path / "model")) for _ in range(2))
    texts = ["the car park was full", "kind", "the lady was kind " * 20, ""]

    together = one.points(texts)
    alone = np.vstack([other.points([text]) for text in texts])

    assert together.shape == (4, SIZE)
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1)
    assert not np.allclose(together[0], together[1], atol=0.1)
    assert one.points([]).shape == (0, SIZE)


def test_a_tagger_trained_with_one_needs_the_same_again(sentences, tmp_path):
    comments = [Comment(f"the car park was full {n}", frozenset({"Parking"})) for n in range(12)]
    comments += [Comment(f"the lady was kind {n}", frozenset({"Kindness"})) for n in range(12)]

    model = train(comments, BOOK, sentences=sentences)

    packed = model.to_bytes()
    again = Model.from_bytes(packed, sentences=sentences)
    assert again.suggest("a full car park") == model.suggest("a full car park")
    assert again.suggest("a full car park")[0].theme == "Parking"
    another = load(write_model(tmp_path / "another", seed=2))
    for not_it in (None, another):
        with pytest.raises(NeedsSentenceModel):
            Model.from_bytes(packed, sentences=not_it)
    plain = train(comments, BOOK).to_bytes()
    assert Model.from_bytes(plain, sentences=another).sentences is None


def test_a_folder_without_a_usable_model_is_refused_in_words(tmp_path):
    with pytest.raises(NoSentenceModel, match=r"there is no config\.json here"):
        load(tmp_path)
    with pytest.raises(NoSentenceModel, match="BERT"):
        load(write_model(tmp_path / "gpt", model_type="gpt2"))


def test_the_first_piece_stands_for_the_text_where_the_model_says_so(tmp_path):
    folder = write_model(tmp_path / "model")
    mean = load(folder).points(["the car"])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')

    first = load(folder).points(["the car"])

    assert not np.allclose(mean, first, atol=0.01)
