// Notebook outputs and text cells that bring script into the viewer.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { excerpt } from '#formats/text/text-encoding';
import type { CodeView } from '#formats/views/code';

export const check: Check<'code'> = {
  id: 'active-output',
  title: 'Does a stored output run script in the browser that shows the notebook?',
  why: 'The script runs with the rights of the notebook server, which can execute code, as soon as the notebook is trusted.',
  remedy: 'Strip the outputs before you open it (jupyter nbconvert --clear-output).',
  references: ['CVE-2018-8768', 'CVE-2021-32798', 'CWE-79'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-04'],
  views: ['code'],
  check(view: CodeView): readonly Observation[] {
    const found: Observation[] = [];
    for (const text of view.markup ?? []) {
      const match = script.exec(text);
      if (match === null || found.length >= maxPerFile || knownWidgets.test(text)) continue;
      found.push({
        severity: 'medium',
        message: `a stored output or text cell carries script: ${quote(excerpt(text, match.index))}`,
        where: {},
      });
    }
    return found;
  },
};

const maxPerFile = 10;

const script =
  /<!--application\/javascript-->|<script\b|<iframe\b[^>]{0,300}\bsrcdoc|\bon(?:error|load|click|mouseover|focus)\s{0,3}=|javascript:/i;

/** Output of plotting libraries and of Colab, which always brings its own script. */
const knownWidgets =
  /plotly|Bokeh|bokeh|vega-?[Ee]mbed|google\.colab|colab-df|application\/vnd\.|require\.undef|MathJax|holoviews|Altair|LDAvis|shap|captum|mpld3|_repr_html_/;
