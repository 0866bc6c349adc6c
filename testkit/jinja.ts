// Chat templates: ordinary ones, and ones that walk to the interpreter.
import type { Sample } from './sample.ts';
import { textSample } from './text-sample.ts';

const chat = `{%- if messages[0]['role'] == 'system' %}{%- set system = messages[0].content | trim %}{%- endif %}
{%- set ns = namespace(index=0) %}{%- macro turn(role, text) -%}<|{{ role }}|>{{ text }}{%- endmacro -%}
{%- for message in messages %}{%- if message.tool_calls is defined %}{{ message.tool_calls | tojson(indent=2) }}{% continue %}{% endif %}
{{ turn(message['role'], message['content'][0]['text'] if message['content'] is not string else message.content) }}
{% set ns.index = ns.index + 1 %}{%- endfor %}{% generation %}{{ strftime_now('%d %b %Y') }}{% endgeneration %}
{% if not messages %}{{ raise_exception('no __class__ of messages') }}{% endif %}{% for i in range(messages | length) %}{{ loop.index0 }}{% endfor %}`;

const evil = (name: string, text: string, because: string): Sample =>
  textSample(`${name}.jinja`, text, 'malicious', because, 'template-injection');

export const samples: readonly Sample[] = [
  evil('replacement-field', "{{ '{0.__class__.__init__}'.format(messages) }}", 'a format string walks attributes'),
  textSample('numbers.jinja', "{{ '{:.2f} {x}'.format(1.5, x=a) }}", 'clean', 'a format string of numbers'),
  textSample('chat.jinja', chat, 'clean', 'namespaces, macros, filters and loops of real templates'),
  textSample(
    'raw.jinja',
    '{% raw %}{{ x.__class__ }}{% endraw %}{# __init__ #} __globals__',
    'clean',
    'what is not evaluated does nothing',
  ),
  textSample(
    'with.jinja',
    '{% with a = 1 %}{{ a }}{% endwith %}{% do items.append(a) %}',
    'clean',
    'extensions that loaders switch on',
  ),
  textSample(
    'sibling.jinja',
    "{% include 'header.jinja' %}",
    'suspicious',
    'a neighbour that is not looked at here',
    'template-injection',
  ),
  textSample('unfinished.jinja', '{% for x in %}{{', 'incomplete', 'no template'),
  textSample('deep.jinja', `{{ ${'('.repeat(20_000)} }}`, 'incomplete', 'nested too deep'),
  evil('globals', "{{ cycler.__init__.__globals__.os.popen('id').read() }}", 'the classic walk'),
  evil('subclasses', '{% for c in ().__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}', 'through all classes'),
  evil('subscript', "{{ ''['__class__'] }}", 'the same by subscript'),
  evil('concatenated', "{{ x['__cla' ~ 'ss__'] }}", 'a name in two halves'),
  evil('escaped', "{{ x['\\x5f\\x5fclass\\u005f_'] }}", 'a name in escapes'),
  evil('variable', "{% set a = '__glo' %}{% set b = a + 'bals__' %}{{ lipsum[b] }}", 'a name in variables'),
  evil('filter', "{{ x | attr(['__', 'class', '__'] | join) }}", 'a name joined by a filter'),
  evil('format', "{{ x | attr('%c%cclass%c%c' | format(95, 95, 95, 95)) }}", 'a name made of numbers'),
  evil('reversed', "{{ x | attr('__ssalc__'[::-1]) }}", 'a name backwards'),
  evil('mapped', "{{ messages | map(attribute='__class__') | list }}", 'an attribute looked up by map'),
  evil('keys', '{{ x | attr(dict(__cl=1, ass__=2) | join) }}', 'a name made of keys'),
  evil('unknown', '{{ x | attr(messages[0].content) }}', 'an attribute named by the user'),
  evil('import', "{% import 'os' as os %}{{ os.system('id') }}", 'another template imported'),
  evil('include', "{% include '/etc/passwd' %}", 'a file of the machine'),
  evil('range', '{% for i in range(10 ** 12) %}x{% endfor %}', 'endless work'),
  evil(
    'nested-ranges',
    '{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}',
    'endless work in two loops',
  ),
  evil('repeat', "{{ 'a' * 10 ** 10 }}", 'endless memory'),
  evil('broken-walk', "{% bogus %}{{ x['__class__'].__init__ }}", 'a walk in a template that does not parse'),
];
