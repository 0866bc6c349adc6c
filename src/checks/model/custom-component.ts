// Index files that name a component by module and class: diffusers, sentence-transformers, PEFT, MLflow.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName } from '#formats/text/text-name';
import type { TreeNode, TreeView } from '#formats/views/tree';
import { asList, asMap } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'custom-component',
  title: 'Does an index file name a component outside the library it belongs to?',
  why: 'The loader imports the named module; one that is no part of the library comes from the model folder or from anywhere on the machine.',
  remedy: 'Find the module, read it, and list it in the policy when it is yours.',
  references: ['CWE-829'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['tree'],
  check(view: TreeView, context: CheckContext): readonly Observation[] {
    const name = baseName(context.name);
    if (name === 'model_index.json' || name === 'modular_model_index.json') return diffusersIndex(view.root, context);
    if (name === 'modules.json') return sentenceTransformersModules(view.root, context);
    if (name === 'adapter_config.json') return adapterConfig(view.root, context);
    if (name === 'mlmodel') return mlflowModel(view.root, context);
    return [];
  },
};

/** @source diffusers pipelines/pipeline_loading_utils.py: [library, class]; a library that is no package is a file of the repository */
function diffusersIndex(root: TreeNode, context: CheckContext): readonly Observation[] {
  const found: Observation[] = [];
  for (const [key, value] of asMap(root) ?? []) {
    const [library, className] = asList(value) ?? [];
    if (typeof library !== 'string' || typeof className !== 'string') continue;
    if (key !== '_class_name' && isDiffusersModule(library)) continue;
    if (context.policy.allowsGlobal(`${library}.${className}`)) continue;
    found.push(custom(`${library}.${className}`, `/${key}`));
  }
  return found;
}

function isDiffusersModule(library: string): boolean {
  return diffusersLibraries.has(library.split('.')[0] ?? '') || diffusersPipelines.has(library);
}

/** @source sentence-transformers SentenceTransformer._load_sbert_model: `type` is imported */
function sentenceTransformersModules(root: TreeNode, context: CheckContext): readonly Observation[] {
  return (asList(root) ?? []).flatMap((entry, index) => {
    const type = asMap(entry)?.get('type');
    if (typeof type !== 'string' || /^(?:sentence_transformers|pylate|model2vec)\.[A-Za-z_.0-9]+$/.test(type))
      return [];
    return context.policy.allowsGlobal(type) ? [] : [custom(type, `/${index}/type`)];
  });
}

/** @source peft auto.py: `parent_library` is imported */
function adapterConfig(root: TreeNode, context: CheckContext): readonly Observation[] {
  const mapping = asMap(asMap(root)?.get('auto_mapping'));
  const library = mapping?.get('parent_library');
  if (
    typeof library !== 'string' ||
    /^(?:transformers\.(?:models\.|modeling)|diffusers\.|timm\.|sentence_transformers\.|torch\.nn\.)/.test(
      `${library}.`,
    )
  )
    return [];
  return context.policy.allowsGlobal(library) ? [] : [custom(library, '/auto_mapping/parent_library')];
}

/** @source mlflow pyfunc: `loader_module` is imported, `code` is put on sys.path, `model_code_path` is run */
function mlflowModel(root: TreeNode, context: CheckContext): readonly Observation[] {
  const found: Observation[] = [];
  for (const [name, flavor] of asMap(asMap(root)?.get('flavors')) ?? []) {
    const loader = asMap(flavor)?.get('loader_module');
    const pointer = `/flavors/${name}`;
    if (typeof loader === 'string' && !/^mlflow(?:\.[a-z_]+)+$/.test(loader) && !context.policy.allowsGlobal(loader)) {
      found.push(custom(loader, `${pointer}/loader_module`));
    }
    const code = asMap(flavor)?.get('model_code_path') ?? asMap(flavor)?.get('code');
    if (typeof code === 'string' && code !== '') found.push(custom(code, `${pointer}/code`));
  }
  return found;
}

function custom(name: string, pointer: string): Observation {
  return {
    severity: 'medium',
    message: `the loader imports ${quote(name)}, which is no part of the library`,
    where: { pointer },
  };
}

const diffusersLibraries: ReadonlySet<string> = new Set(
  'diffusers transformers onnxruntime optimum flax k_diffusion torch sentence_transformers'.split(' '),
);

/** Folders of diffusers/pipelines, up to release 0.40 and those dropped since 0.10: a component may be named by its pipeline. */
const diffusersPipelines: ReadonlySet<string> = new Set(
  `ace_step allegro alt_diffusion animatediff anyflow audioldm audioldm2 aura_flow bria bria_fibo bria_fibo2 chroma
   chronoedit cogvideo cogview3 cogview4 consisid consistency_models controlnet controlnet_hunyuandit
   controlnet_sd3 cosmos dance_diffusion ddim ddpm deepfloyd_if deprecated diffusion_gemma dit dreamlite
   easyanimate ernie_image flux flux2 glm_image helios hidream_image hunyuan_image hunyuan_video hunyuan_video1_5
   hunyuandit ideogram4 joyimage kandinsky kandinsky2_2 kandinsky3 kandinsky5 kandinsky6 karras_ve kolors krea2
   latent_consistency_models latent_diffusion latent_diffusion_uncond latte ledits_pp llada2 longcat_audio_dit
   longcat_image ltx ltx2 lucy lumina lumina2 marigold mochi motif_video nucleusmoe_image omnigen ovis_image pag
   paint_by_example pixart_alpha pndm prx qwenimage qwenimage21 repaint rfd4_proteina sana sana_video sana_wm
   score_sde_ve semantic_stable_diffusion shap_e skyreels_v2 spectrogram_diffusion stable_audio stable_audio_3
   stable_cascade stable_diffusion stable_diffusion_3 stable_diffusion_gligen stable_diffusion_k_diffusion
   stable_diffusion_safe stable_diffusion_xl stable_video_diffusion stochastic_karras_ve t2i_adapter
   text_to_video_synthesis unclip versatile_diffusion visualcloze vq_diffusion wan z_image`.split(/\s+/),
);
