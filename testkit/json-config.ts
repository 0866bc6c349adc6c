// JSON and YAML configuration: of transformers, diffusers, Hydra, MLflow, and what makes their loaders run code.
import type { Sample } from './sample.ts';
import { textSample } from './text-sample.ts';

const json = (name: string, value: unknown, verdict: Sample['verdict'], because: string, check?: string): Sample =>
  textSample(name, JSON.stringify(value), verdict, because, check);

const target = (name: string): unknown => ({ model: { layers: [{ _target_: name, size: 3 }] } });
const laughs = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
  .split('')
  .map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]}, `.repeat(9)}*${'abcdefg'[index]}]\n`)
  .join('')}`;

export const samples: readonly Sample[] = [
  json(
    'config.json',
    { architectures: ['BertModel'], hidden_size: 768, torch_dtype: 'float32' },
    'clean',
    'a model configuration',
  ),
  json(
    'tokenizer.json',
    { version: '1.0', model: { type: 'BPE', vocab: { 'os.system': 1, auto_map: 2, _target_: 3 } } },
    'clean',
    'a vocabulary with telling words',
  ),
  textSample(
    'trainer_state.json',
    '{"log_history": [{"loss": NaN, "grad": Infinity}]}',
    'clean',
    'numbers as Python writes them',
  ),
  textSample('lines.json', '{"a": 1}\n{"a": 2}\n', 'clean', 'JSON lines under the name of JSON'),
  textSample('broken.json', '{"a": [1, 2', 'incomplete', 'ends too early'),
  textSample('comments.json', '{"a": 1, // one\n}', 'incomplete', 'no loader of models reads this'),
  json(
    'remote.json',
    { auto_map: { AutoModel: 'someone/else--modeling_x.XModel' } },
    'suspicious',
    'code from another repository',
    'remote-code',
  ),
  json(
    'local.json',
    { auto_map: { AutoConfig: 'configuration_x.XConfig', AutoTokenizer: ['tok.T', null] } },
    'suspicious',
    'code beside the model',
    'remote-code',
  ),
  json(
    'trust.json',
    { model: { loader: { trust_remote_code: true } } },
    'suspicious',
    'consent given by the file itself',
    'remote-code',
  ),
  json('distrust.json', { trust_remote_code: false, auto_map: {} }, 'clean', 'consent withheld'),
  json(
    'impl.json',
    { custom_pipelines: { task: { impl: 'pair.PairPipeline', pt: ['AutoModel'] } } },
    'suspicious',
    'a pipeline of its own',
    'remote-code',
  ),
  json(
    'sd/model_index.json',
    {
      _class_name: 'StableDiffusionPipeline',
      safety_checker: ['stable_diffusion', 'StableDiffusionSafetyChecker'],
      unet: ['diffusers', 'UNet2DConditionModel'],
      vae: [null, null],
      requires_safety_checker: true,
    },
    'clean',
    'a diffusers index',
  ),
  json(
    'custom/model_index.json',
    { _class_name: 'P', unet: ['my_unet', 'MyUNet'] },
    'suspicious',
    'a component from the repository',
    'custom-component',
  ),
  json(
    'st/modules.json',
    [{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' }],
    'clean',
    'a sentence-transformers index',
  ),
  json(
    'st-custom/modules.json',
    [{ idx: 0, name: '0', path: '', type: 'custom_st.Transformer' }],
    'suspicious',
    'a module from the repository',
    'custom-component',
  ),
  json(
    'model.safetensors.index.json',
    { metadata: { total_size: 1 }, weight_map: { 'a.weight': 'model-00001-of-00002.safetensors' } },
    'clean',
    'a shard index',
  ),
  json(
    'pytorch_model.bin.index.json',
    { weight_map: { a: '../../../tmp/evil.bin' } },
    'malicious',
    'a shard outside the folder',
    'shard-path',
  ),
  json(
    'absolute.index.json',
    { weight_map: { a: 'C:\\temp\\evil.bin' } },
    'malicious',
    'a shard with a drive letter',
    'shard-path',
  ),
  json('hydra-ok.json', target('torch.nn.Linear'), 'clean', 'a class of torch'),
  json('hydra-system.json', target('os.system'), 'malicious', 'a command', 'hydra-target'),
  json('hydra-eval.json', target('builtins.eval'), 'malicious', 'text as code', 'hydra-target'),
  json('hydra-hub.json', target('torch.hub.load'), 'malicious', 'code from a repository', 'hydra-target'),
  json('hydra-own.json', target('my_project.models.Net'), 'suspicious', 'a class nobody knows', 'hydra-target'),
  json(
    'with-template/tokenizer_config.json',
    { chat_template: "{% for m in messages %}{{ m['role'] }}{% endfor %}" },
    'clean',
    'an ordinary chat template',
  ),
  json(
    'evil-template/tokenizer_config.json',
    {
      chat_template: [
        { name: 'default', template: 'x' },
        { name: 'tool_use', template: "{{ ''.__class__.__mro__ }}" },
      ],
    },
    'malicious',
    'a second template that leaves the sandbox',
    'template-injection',
  ),
  textSample(
    'twice.json',
    '{"chat_template": "{{ a.__class__ }}", "chat_template": "x"}',
    'suspicious',
    'two templates under one name',
  ),
  json(
    'onnx/genai_config.json',
    { model: { decoder: { session_options: { custom_ops_library: 'libevil.so' } } } },
    'suspicious',
    'a native library',
    'remote-code',
  ),
  textSample(
    'train.yaml',
    'model:\n  _target_: nemo.collections.asr.models.EncDecCTCModel\n  lr: 1e-4\ntags: [a, b]\n',
    'clean',
    'a NeMo configuration',
  ),
  textSample(
    'evil.yaml',
    'a:\n  - b: {_target_: subprocess.check_output, args: [id]}\n',
    'malicious',
    'a command in a list',
    'hydra-target',
  ),
  textSample(
    'python.yaml',
    'x: !!python/object/apply:os.system ["id"]\n',
    'malicious',
    'a tag that calls',
    'unsafe-yaml-tag',
  ),
  textSample(
    'handle.yaml',
    '%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/new:os.system [id]\n',
    'malicious',
    'the tag behind a handle',
    'unsafe-yaml-tag',
  ),
  textSample(
    'verbatim.yaml',
    'x: !<tag:yaml.org,2002:python/name:os.system>\n',
    'malicious',
    'the tag in full',
    'unsafe-yaml-tag',
  ),
  textSample(
    'second.yaml',
    'a: 1\n---\nb: !!python/module:subprocess\n',
    'malicious',
    'the tag in the second document',
    'unsafe-yaml-tag',
  ),
  textSample(
    'local-tag.yaml',
    'a: !Ref x\nb: !env HOME\nc: !!set {1, 2}\nd: !!python/tuple [1, 2]\n',
    'clean',
    'tags that need a loader of their own, or none',
  ),
  textSample('laughs.yaml', laughs, 'malicious', 'aliases of aliases'),
  textSample('deep.yaml', `a: ${'['.repeat(5000)}`, 'incomplete', 'nested deeper than any configuration'),
  textSample('broken.yaml', 'a: [1\nb: }\n', 'incomplete', 'no YAML'),
  textSample(
    'mlflow/MLmodel',
    'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.pkl\n',
    'clean',
    'an MLflow model',
  ),
  textSample(
    'mlflow-own/MLmodel',
    'flavors:\n  python_function:\n    loader_module: my_loader\n    code: code\n',
    'suspicious',
    'a loader of its own',
    'custom-component',
  ),
];
