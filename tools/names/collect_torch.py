"""Collects the names of torch, torchvision, transformers and tokenizers; same output as collect.py."""
import ast
import importlib
import io
import json
import os
import pickle
import pkgutil
import sys
import types
import warnings
import zipfile

warnings.simplefilter("ignore")
import torch

names = set()
versions = {"torch": torch.__version__}
corpus = sys.argv[2] if len(sys.argv) > 2 else None
ACTS = (
    "load save open write exec eval compile download fetch spawn system import shell dump fromfile tofile memmap script"
    " hub serve server remote register library from_file package export trace set_ fork jit vmap fx_"
).split()


def note(module, name, kind):
    if module and name and "<" not in name:
        names.add((module, name, kind))


def acts(name):
    return any(word in name.lower() for word in ACTS)


def walk(package, keep, functions=False, skip=()):
    top = importlib.import_module(package)
    modules = [top]
    for info in pkgutil.walk_packages(getattr(top, "__path__", []), package + ".", onerror=lambda name: None):
        if any(part in info.name for part in ("test", "onnx", "distributed.", "_inductor", "_dynamo", "__main__", *skip)):
            continue
        try:
            modules.append(importlib.import_module(info.name))
        except BaseException:
            continue
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, type) and getattr(value, "__module__", "") == module.__name__ and keep(value):
                note(module.__name__, value.__name__, "c")
            elif functions and isinstance(value, types.FunctionType) and value.__module__ == module.__name__:
                if not acts(name) and not name.startswith("_"):
                    note(module.__name__, name, "r")


def torch_names():
    is_module = lambda c: issubclass(c, torch.nn.Module) and not c.__name__.startswith("_Script")
    walk("torch.nn", lambda c: is_module(c) or issubclass(c, torch.Tensor), functions=True, skip=("parallel",))
    walk("torch.ao", lambda c: not acts(c.__name__), functions=False)
    walk("torch.optim", lambda c: not acts(c.__name__))
    walk("torch.distributions", lambda c: not acts(c.__name__))
    note("torch.nn.parallel.data_parallel", "DataParallel", "c")
    note("torch.nn.parallel.distributed", "DistributedDataParallel", "c")
    for old in ("torch.nn.quantized", "torch.nn.intrinsic", "torch.nn.qat", "torch.quantization"):
        for name, value in list(vars(importlib.import_module(old)).items()):
            if isinstance(value, type):
                note(old, name, "c")
    for module, name, kind in list(names):
        if module.startswith("torch.ao.nn.") and kind == "c":
            note(module.replace("torch.ao.nn.", "torch.nn."), name, "c")
        if module.startswith("torch.ao.quantization") and kind == "c":
            note(module.replace("torch.ao.quantization", "torch.quantization"), name, "c")
    for name, value in vars(torch).items():
        if isinstance(value, (torch.dtype, torch.qscheme, torch.layout, torch.memory_format)):
            note("torch", name, "r")
        elif isinstance(value, type) and issubclass(value, (torch.Tensor,)):
            note("torch", name, "c")
        elif isinstance(value, types.BuiltinFunctionType) and not name.startswith("_") and not acts(name):
            note("torch", name, "r")
    for name in "Float Double Half BFloat16 Byte Char Short Int Long Bool ComplexFloat ComplexDouble QInt8 QUInt8 QInt32 QUInt4x2 QUInt2x4 Untyped".split():
        for module in ("torch", "torch.cuda", "torch.storage"):
            note(module, name + "Storage", "c")
    for name in "Float Double Half BFloat16 Byte Char Short Int Long Bool".split():
        note("torch", name + "Tensor", "c")
        note("torch.cuda", name + "Tensor", "c")
    note("torch.storage", "_load_from_bytes", "f")
    note("torch.storage", "TypedStorage", "c")
    note("torch.storage", "_TypedStorage", "c")
    note("torch.storage", "UntypedStorage", "c")
    note("torch.storage", "_UntypedStorage", "c")
    for name in dir(torch._utils):
        if name.startswith("_rebuild_"):
            note("torch._utils", name, "f")
    for name in ("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_device_tensor_from_numpy", "_rebuild_xla_tensor", "_rebuild_mlc_tensor"):
        note("torch._utils", name, "f")
    note("torch._tensor", "_rebuild_from_type_v2", "f")
    note("torch._tensor", "_rebuild_from_type", "f")
    note("torch.tensor", "_rebuild_from_type", "f")
    note("torch._tensor", "Tensor", "c")
    note("torch.tensor", "Tensor", "c")
    note("torch.serialization", "_get_layout", "f")
    note("torch.nn.parameter", "Parameter", "c")
    note("torch.nn.parameter", "Buffer", "c")
    for name in ("Parameter", "Size", "device", "Tensor", "Generator", "dtype", "iinfo", "finfo", "layout", "qscheme"):
        note("torch", name, "c")
    note("torch._C", "ScriptMethod", "r")
    note("torch.utils.hooks", "_unused_hook", "r")
    note("torch.utils.hooks", "RemovableHandle", "c")
    note("torch.utils._ordered_set", "OrderedSet", "c")
    note("torch.utils.data.dataset", "TensorDataset", "c")
    note("torch.utils.data.dataset", "Subset", "c")
    note("torch.utils.data.dataset", "ConcatDataset", "c")
    note("torch.backends.cudnn.rnn", "Unserializable", "c")
    note("torch.quantization.observer", "MinMaxObserver", "c")
    note("torch.jit._pickle", "build_intlist", "f")
    note("torch.jit._pickle", "build_tensorlist", "f")
    note("torch.jit._pickle", "build_doublelist", "f")
    note("torch.jit._pickle", "build_boollist", "f")
    note("torch.jit._pickle", "build_tensor_from_id", "f")
    note("torch.jit._pickle", "restore_type_tag", "f")
    note("torch._C._nn", "gelu", "r")
    for name in dir(torch._C._nn):
        if not name.startswith("_") and not acts(name):
            note("torch._C._nn", name, "r")
    try:
        from torch._weights_only_unpickler import _get_allowed_globals

        for key in _get_allowed_globals():
            module, _, name = key.rpartition(".")
            if module.startswith("torch") and (module, name, "r") not in names and (module, name, "c") not in names:
                note(module, name, "f" if name.startswith("_") else "c")
        with open(os.path.splitext(sys.argv[1])[0] + "-weights-only.json", "w") as file:
            json.dump(sorted(_get_allowed_globals()), file)
    except ImportError as error:
        print(error, file=sys.stderr)


def vision_names():
    import torchvision

    versions["torchvision"] = torchvision.__version__
    walk("torchvision.models", lambda c: issubclass(c, torch.nn.Module) or not acts(c.__name__))
    walk("torchvision.transforms", lambda c: not acts(c.__name__))
    walk("torchvision.ops", lambda c: issubclass(c, torch.nn.Module))
    note("torchvision.models.mobilenet", "ConvBNReLU", "c")
    for old in "BasicBlock Bottleneck ResNet".split():
        note("torchvision.models.resnet", old, "c")
    for module, name in (("mobilenet", "MobileNetV2"), ("mobilenet", "InvertedResidual"), ("mobilenet", "ConvBNReLU"), ("mobilenetv2", "ConvBNReLU"), ("mobilenetv2", "ConvBNActivation"), ("densenet", "_DenseBlock"), ("densenet", "_DenseLayer"), ("densenet", "_Transition"), ("inception", "BasicConv2d"), ("detection.transform", "GeneralizedRCNNTransform")):
        note("torchvision.models." + module, name, "c")


def transformers_names():
    import transformers

    versions["transformers"] = transformers.__version__
    root = os.path.dirname(transformers.__file__)
    wanted = ("modeling_", "configuration_", "tokenization_", "feature_extraction_", "image_processing_", "processing_")
    for folder, _, files in os.walk(root):
        for file in files:
            top_level = folder == root and file in ("training_args.py", "training_args_seq2seq.py", "trainer_utils.py", "trainer_pt_utils.py", "trainer_callback.py", "activations.py", "pytorch_utils.py", "tokenization_utils_base.py", "tokenization_utils.py", "tokenization_utils_fast.py", "modeling_outputs.py", "modeling_utils.py", "configuration_utils.py", "debug_utils.py")
            if not (file.endswith(".py") and (top_level or (file.startswith(wanted) and "models" in folder) or "generation" in folder and file.startswith("configuration"))):
                continue
            path = os.path.join(folder, file)
            module = "transformers." + os.path.relpath(path, root)[:-3].replace(os.sep, ".")
            with open(path) as source:
                tree = ast.parse(source.read())
            for node in tree.body:
                if isinstance(node, ast.ClassDef) and not acts(node.name):
                    note(module, node.name, "c")
    for name in ("IntervalStrategy", "SchedulerType", "HubStrategy", "EvaluationStrategy", "SaveStrategy", "FSDPOption", "EvalPrediction", "PredictionOutput", "TrainOutput"):
        note("transformers.trainer_utils", name, "c")
    for name in ("OptimizerNames", "TrainingArguments", "ParallelMode"):
        note("transformers.training_args", name, "c")
    note("transformers.training_args_seq2seq", "Seq2SeqTrainingArguments", "c")
    for name in ("DebugOption",):
        note("transformers.debug_utils", name, "c")
    for name in ("AcceleratorConfig", "AcceleratorState", "PartialState"):
        note("transformers.trainer_pt_utils", name, "c")
    note("transformers.deepspeed", "HfDeepSpeedConfig", "c")
    note("transformers.integrations.deepspeed", "HfTrainerDeepSpeedConfig", "c")
    note("transformers.integrations.deepspeed", "HfDeepSpeedConfig", "c")
    note("transformers.modeling_bert", "BertModel", "c")
    for name in ("DistributedType", "DeepSpeedPlugin", "DynamoBackend", "PrecisionType"):
        note("accelerate.utils.dataclasses", name, "c")
    note("accelerate.state", "PartialState", "c")
    note("accelerate.state", "AcceleratorState", "c")
    import tokenizers

    versions["tokenizers"] = tokenizers.__version__
    note("tokenizers", "Tokenizer", "c")
    note("tokenizers", "AddedToken", "c")
    for part in ("models", "decoders", "normalizers", "pre_tokenizers", "processors", "trainers"):
        module = importlib.import_module("tokenizers." + part)
        for name, value in vars(module).items():
            if isinstance(value, type):
                note("tokenizers." + part, name, "c")


class Watcher(pickle._Unpickler):
    def find_class(self, module, name):
        value = super().find_class(module, name)
        if module.startswith(("torch", "transformers", "tokenizers")) and "." not in name:
            is_class = isinstance(value, type)
            note(module, name, "c" if is_class else "f")
        return value

    def persistent_load(self, pid):
        raise pickle.UnpicklingError("storage")


def keep(label, value):
    for legacy in (False, True):
        buffer = io.BytesIO()
        try:
            torch.save(value, buffer, _use_new_zipfile_serialization=not legacy)
        except Exception as error:
            print("cannot save", label, repr(error)[:100], file=sys.stderr)
            return
        data = buffer.getvalue()
        if corpus and len(data) < 400_000:
            os.makedirs(corpus, exist_ok=True)
            with open(os.path.join(corpus, f"{label}{'-legacy' if legacy else ''}.pt"), "wb") as file:
                file.write(data)
        if corpus and not legacy:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = next(n for n in archive.namelist() if n.endswith("data.pkl"))
                with open(os.path.join(corpus, f"{label}.data.pkl"), "wb") as file:
                    file.write(archive.read(inner))
        if not legacy:
            import pickletools

            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = next(n for n in archive.namelist() if n.endswith("data.pkl"))
                for opcode, argument, _ in pickletools.genops(archive.read(inner)):
                    if opcode.name == "GLOBAL":
                        module, name = argument.split(" ", 1)
                        if module.split(".")[0] in ("torch", "torchvision", "transformers", "tokenizers", "accelerate"):
                            try:
                                value_of = getattr(importlib.import_module(module), name)
                                kind = "c" if isinstance(value_of, type) else "f" if name.startswith("_") else "r"
                            except Exception:
                                kind = "c"
                            note(module, name, kind)


def objects():
    import inspect
    import torchvision.models as vision

    for name, value in sorted(vars(torch.nn).items()):
        if isinstance(value, type) and issubclass(value, torch.nn.Module):
            for arguments in ((), (4,), (4, 4), (4, 4, 3), ((4,),)):
                try:
                    made = value(*arguments)
                    break
                except Exception:
                    made = None
            if made is not None:
                keep("nn-" + name, made)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 2))
    net(torch.rand(3, 4)).sum().backward()
    keep("sd", net.state_dict())
    for name, value in sorted(vars(torch.optim).items()):
        if isinstance(value, type) and issubclass(value, torch.optim.Optimizer) and value is not torch.optim.Optimizer:
            try:
                optimizer = value(net.parameters(), lr=0.01)
                optimizer.step()
            except Exception:
                continue
            keep("optim-" + name, optimizer.state_dict())
            keep("optim-whole-" + name, optimizer)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for make in (lambda o: torch.optim.lr_scheduler.StepLR(o, 3), lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 3), lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.1, total_steps=9)):
        scheduler = make(optimizer)
        keep("sched-" + type(scheduler).__name__, scheduler.state_dict())
    for kind in (torch.float16, torch.bfloat16, torch.int64, torch.bool, torch.complex64, torch.uint8):
        keep("t-" + str(kind), torch.zeros(4, dtype=kind))
    keep("t-sparse", torch.eye(3).to_sparse())
    keep("t-csr", torch.eye(3).to_sparse_csr())
    keep("t-param", torch.nn.Parameter(torch.zeros(2)))
    keep("t-quant", torch.quantize_per_tensor(torch.rand(4), 0.1, 0, torch.qint8))
    keep("t-quant-channel", torch.quantize_per_channel(torch.rand(4, 2), torch.ones(4), torch.zeros(4), 0, torch.qint8))
    keep("t-numpy", {"rng": torch.get_rng_state(), "np": __import__("numpy").random.get_state(), "args": __import__("argparse").Namespace(lr=1)})
    keep("t-checkpoint", {"epoch": 3, "model": net.state_dict(), "optimizer": optimizer.state_dict(), "best": 0.5, "hyper_parameters": {"lr": 1}, "pytorch-lightning_version": "2.0"})
    keep("q-dynamic", torch.ao.quantization.quantize_dynamic(net, {torch.nn.Linear}, dtype=torch.qint8))
    net.qconfig = torch.ao.quantization.get_default_qconfig("fbgemm")
    try:
        keep("q-prepared", torch.ao.quantization.prepare(net.eval()))
    except Exception as error:
        print(error, file=sys.stderr)
    for name in vision.list_models():
        if name in ("vit_h_14", "regnet_y_128gf") or "." in name:
            continue
        if not name.startswith(("resnet18", "mobilenet", "squeezenet1_1", "densenet121", "efficientnet_b0", "shufflenet_v2_x0_5", "mnasnet0_5", "googlenet", "inception", "alexnet", "vgg11", "regnet_y_400mf", "convnext_tiny", "swin_t", "vit_b_32", "maxvit", "swin_v2_t", "fasterrcnn_mobilenet", "ssdlite", "deeplabv3_mobilenet", "lraspp", "raft_small", "r3d_18", "mvit_v1", "s3d", "fcn_resnet50", "keypointrcnn", "maskrcnn_resnet50_fpn", "retinanet_resnet50_fpn", "fcos", "swin3d_t")):
            continue
        try:
            with torch.device("meta"):
                pass
            keep("vision-" + name, vision.get_model(name, weights=None, **({"weights_backbone": None} if "backbone" in str(inspect.signature(vision.get_model_builder(name))) else {})))
        except Exception as error:
            print(name, repr(error)[:100], file=sys.stderr)
    try:
        import transformers

        keep("hf-args", transformers.TrainingArguments(output_dir="/tmp/x"))
        keep("hf-seq2seq", transformers.Seq2SeqTrainingArguments(output_dir="/tmp/x"))
        for config in (transformers.BertConfig(num_hidden_layers=1, hidden_size=32, intermediate_size=32, num_attention_heads=2, vocab_size=99), transformers.GPT2Config(n_layer=1, n_embd=32, n_head=2, vocab_size=99), transformers.T5Config(num_layers=1, d_model=32, d_ff=32, num_heads=2, vocab_size=99), transformers.LlamaConfig(num_hidden_layers=1, hidden_size=32, intermediate_size=32, num_attention_heads=2, vocab_size=99)):
            keep("hf-config-" + config.model_type, config)
            model = transformers.AutoModel.from_config(config)
            keep("hf-model-" + config.model_type, model)
            keep("hf-sd-" + config.model_type, model.state_dict())
    except Exception as error:
        import traceback

        traceback.print_exc()


for collect in (torch_names, vision_names, transformers_names, objects):
    try:
        collect()
    except BaseException:
        import traceback

        traceback.print_exc()
with open(sys.argv[1], "w") as file:
    json.dump({"versions": versions, "names": sorted(names)}, file)
print(len(names), versions)
