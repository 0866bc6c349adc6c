// Small tables written by hand: libraries of which pickles name a handful of classes.
import type { NameTable } from './name-table.ts';

export const otherLibraries: NameTable = {
  versions:
    'joblib 0.14.1 to 1.6.0, omegaconf 2.3, pytz 2026, python-dateutil 2.9 to 4.0, tokenizers 0.23, dill 0.3.5 to 0.4.1, accelerate 1.x, pyarrow 14 to 21, lightning 1.9 to 2.5',
  lines: `
torch.nn.utils.rnn|PackedSequence PackedSequence_|
joblib.numpy_pickle|NumpyArrayWrapper|
sklearn.externals.joblib.numpy_pickle|NumpyArrayWrapper|
omegaconf.dictconfig|DictConfig|
omegaconf.listconfig|ListConfig|
omegaconf.base|ContainerMetadata Metadata|
omegaconf.nodes|AnyNode StringNode IntegerNode FloatNode BooleanNode BytesNode PathNode|
easydict|EasyDict|
pytz||_UTC _p
pytz.tzinfo|DstTzInfo StaticTzInfo|
dateutil.tz.tz|tzutc tzlocal tzoffset tzfile|
dateutil.tz|tzutc tzlocal tzoffset|
dateutil.relativedelta|relativedelta weekday|
dateutil._common|weekday|
tokenizers|Tokenizer AddedToken|
accelerate.utils.dataclasses|DistributedType DynamoBackend PrecisionType|
pyarrow.lib||chunked_array _restore_array type_for_alias py_buffer
pytorch_lightning.utilities.parsing|AttributeDict|
pytorch_lightning.callbacks.model_checkpoint|ModelCheckpoint|
pytorch_lightning.callbacks.early_stopping|EarlyStopping|
lightning.pytorch.utilities.parsing|AttributeDict|
lightning.pytorch.callbacks.model_checkpoint|ModelCheckpoint|
lightning.fabric.utilities.data|AttributeDict|
lightning_fabric.utilities.data|AttributeDict|
dill._dill||_create_array=array _load_type=typename
dill.dill||_create_array=array _load_type=typename
accelerate.state|PartialState AcceleratorState|
`,
};
