// Sentences that speak to the model that will read a document, not to people: in the languages that models read most.
import { foldPattern } from './fold-text.ts';

export interface InstructionPattern {
  readonly kind: 'override' | 'covert' | 'role-marker' | 'tool-call' | 'answer-steering';
  readonly title: string;
  /** On folded text. Linear: all repetitions are bounded. */
  readonly pattern: RegExp;
  /** What one of its matches holds, to look for first. */
  readonly needs: RegExp;
}

const anything = /(?:)/u;

/** "Ignore the previous instructions". */
const overrides: readonly (readonly [language: string, source: string])[] = [
  [
    'English',
    String.raw`\b(?:ignore|disregard|forget|override|bypass|discard)\s{1,4}(?:(?:all|any|each|every|of|the|your|these|those|my|its|system|and)\s{1,4}){0,4}(?:previous|prior|above|earlier|preceding|foregoing|former|existing|original|past|other|initial)\s{1,4}(?:(?:system|user|safety|developer|and|or|context)\s{1,4}){0,3}(?:instructions?|prompts?|rules|messages?|guidelines|directions|directives|commands?|orders|constraints|context)\b`,
  ],
  [
    'English',
    String.raw`\b(?:ignore|disregard|forget|override|bypass)\s{1,4}(?:all\s{1,4})?(?:of\s{1,4})?(?:your|the system)\s{1,4}(?:system\s{1,4})?(?:instructions|prompts?|programming|guidelines|training)\b`,
  ],
  [
    'German',
    String.raw`\b(?:ignoriere?n?|vergiss|vergessen|missachte|uebergehe?|übergehe?)\s{1,4}(?:sie\s{1,4})?(?:bitte\s{1,4})?(?:(?:alle|die|deine|ihre|saemtliche|sämtliche)\s{1,4}){0,2}(?:vorherigen?|bisherigen?|vorigen?|obigen?|frueheren?|früheren?|vorangegangenen?)\s{1,4}(?:anweisungen?|instruktionen|befehle|vorgaben|regeln|prompts?)`,
  ],
  [
    'French',
    String.raw`\b(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte de|ne tenez pas compte de)\s{1,4}(?:(?:toutes|les|des|tes|vos)\s{1,4}){0,3}(?:instructions|consignes|directives|regles)\s{1,4}(?:precedentes|anterieures|ci-dessus|prealables)`,
  ],
  [
    'Spanish',
    String.raw`\b(?:ignora[r]?|ignore|olvida[r]?|olvide|omite|descarta)\s{1,4}(?:(?:todas|las|tus|sus)\s{1,4}){0,3}(?:instrucciones|indicaciones|ordenes|reglas)\s{1,4}(?:anteriores|previas|precedentes|de arriba)`,
  ],
  [
    'Portuguese',
    String.raw`\b(?:ignore|ignora[r]?|esqueca|desconsidere)\s{1,4}(?:(?:todas|as|suas)\s{1,4}){0,3}(?:instrucoes|ordens|regras|orientacoes)\s{1,4}(?:anteriores|previas|acima)`,
  ],
  [
    'Italian',
    String.raw`\b(?:ignora(?:re)?|ignorate|dimentica(?:re)?|trascura)\s{1,4}(?:(?:tutte|le|tue)\s{1,4}){0,3}(?:istruzioni|indicazioni|regole|direttive)\s{1,4}(?:precedenti|di cui sopra|sopra)`,
  ],
  [
    'Dutch',
    String.raw`\b(?:negeer|vergeet)\s{1,4}(?:(?:alle|de|je|uw)\s{1,4}){0,3}(?:vorige|eerdere|voorgaande|bovenstaande)\s{1,4}(?:instructies|opdrachten|aanwijzingen|regels)`,
  ],
  [
    'Polish',
    String.raw`\b(?:zignoruj|ignoruj|zapomnij o|pomin)\s{1,4}(?:wszystkie\s{1,4}|wszystkich\s{1,4})?(?:poprzednie|poprzednich|wczesniejsze|powyzsze)\s{1,4}(?:instrukcj\p{L}{1,4}|poleceni\p{L}{1,4}|zasad\p{L}{0,4})`,
  ],
  [
    'Russian',
    String.raw`(?:игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?|отбрось(?:те)?)\s{1,4}(?:(?:все|всё|свои|эти)\s{1,4}){0,2}(?:предыдущие|прежние|прошлые|вышеуказанные|предшествующие)\s{1,4}(?:инструкции|указания|команды|правила|сообщения)`,
  ],
  [
    'Ukrainian',
    String.raw`(?:ігноруй(?:те)?|забудь(?:те)?)\s{1,4}(?:усі\s{1,4}|всі\s{1,4})?(?:попередні)\s{1,4}(?:інструкції|вказівки|команди)`,
  ],
  [
    'Turkish',
    String.raw`(?:onceki|yukaridaki|önceki|yukarıdaki)\s{1,4}(?:(?:tum|butun|tüm|bütün)\s{1,4})?(?:talimat\p{L}{0,8}|komut\p{L}{0,8}|yonerge\p{L}{0,8})\s{1,4}(?:yok say|gormezden gel|unut)`,
  ],
  [
    'Indonesian',
    String.raw`\b(?:abaikan|lupakan)\s{1,4}(?:semua\s{1,4})?(?:instruksi|perintah|petunjuk)\s{1,4}(?:sebelumnya|di atas|terdahulu)`,
  ],
  [
    'Vietnamese',
    String.raw`(?:bỏ qua|quên)\s{1,4}(?:(?:tất cả|mọi|các)\s{1,4}){0,2}(?:hướng dẫn|chỉ thị|lệnh|chỉ dẫn)\s{1,4}(?:trước|ở trên|trước đó)`,
  ],
  [
    'Chinese',
    String.raw`(?:忽略|无视|無視|忘记|忘記|不要理会|不要遵守).{0,8}(?:之前|以前|先前|以上|上述|前面|上面).{0,8}(?:指令|指示|提示|命令|说明|說明|规则|規則|要求)`,
  ],
  [
    'Japanese',
    String.raw`(?:以前|これまで|上記|前述|先ほど|今まで)の.{0,10}(?:指示|命令|プロンプト|ルール|説明).{0,6}(?:無視|忘れ|破棄)`,
  ],
  ['Korean', String.raw`(?:이전|위의|앞선|지금까지의).{0,24}(?:지시|명령|지침|프롬프트|규칙).{0,24}(?:무시|잊)`],
  [
    'Arabic',
    String.raw`(?:تجاهل|تجاهلوا|انس|انسى).{0,14}(?:التعليمات|الاوامر|الأوامر|الإرشادات).{0,10}(?:السابقة|أعلاه|السابق)`,
  ],
  ['Hindi', String.raw`(?:पिछले|पूर्व|उपरोक्त|पहले के).{0,14}(?:निर्देश|आदेश|निर्देशों|आदेशों).{0,14}(?:अनदेखा|नजरअंदाज|नज़रअंदाज़|भूल)`],
];

const others: readonly (readonly [kind: InstructionPattern['kind'], title: string, source: string, needs: string])[] = [
  [
    'covert',
    'asks to keep something from the user',
    String.raw`\b(?:do\s{1,3}not|don'?t|never|without)\s{1,3}(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|notify(?:ing)?|disclos(?:e|ing)|alert(?:ing)?)\s{1,3}(?:(?:this|it|that|anything|these|about|to|the)\s{1,3}){0,4}(?:user|human|operator)s?\b`,
    'user|human|operator',
  ],
  [
    'covert',
    'asks to send data away in secret',
    String.raw`\b(?:secretly|silently|covertly)\s{1,3}(?:send|upload|post|forward|include|append|execute|run|call|exfiltrate|collect)\b`,
    'secretly|silently|covertly',
  ],
  [
    'covert',
    'asks for the system prompt',
    String.raw`\b(?:reveal|print|output|repeat|show|disclose|leak)\s{1,3}(?:me\s{1,3})?(?:(?:your|the|full|entire|hidden|initial)\s{1,3}){1,3}(?:system\s{1,3}prompt|system\s{1,3}message|initial\s{1,3}instructions|hidden\s{1,3}instructions)\b`,
    'system|instructions',
  ],
  [
    'covert',
    'gives the model another role',
    String.raw`\b(?:you\s{1,3}are\s{1,3}now|from\s{1,3}now\s{1,3}on,?\s{1,3}you\s{1,3}(?:are|will|must))\s{1,3}(?:in\s{1,3})?(?:(?:a|an|the)\s{1,3})?(?:dan\b|developer\s{1,3}mode|jailbr|unrestricted|uncensored|evil|different\s{1,3}(?:ai|assistant)|no\s{1,3}longer\s{1,3}(?:an?\s{1,3})?(?:ai|assistant|bound))`,
    'now',
  ],
  [
    'covert',
    'addresses a model',
    String.raw`\b(?:attention|note|message|instructions?|important|notice)\s{1,3}(?:to|for)\s{1,3}(?:any|all|the)?\s{0,3}(?:ai|llm|language)\s{1,3}(?:models?|assistants?|agents?|systems?|chatbots?)\b`,
    '\\bai\\b|llm|language',
  ],
  [
    'covert',
    'gives new instructions',
    String.raw`(?:^|[\n.:>!*#-])\s{0,4}(?:new|updated|real|actual)\s{1,3}(?:system\s{1,3})?instructions?\s{0,2}(?:for\s{1,3}(?:the\s{1,3})?(?:ai|assistant|model)\s{0,2})?:`,
    'instruction',
  ],
  [
    'covert',
    'starts a system prompt',
    String.raw`\b(?:begin|start|end)\s{1,3}(?:of\s{1,3})?(?:the\s{1,3})?system\s{1,3}(?:prompt|message|instructions)\b`,
    'system',
  ],
  [
    'answer-steering',
    'says how questions are to be answered',
    String.raw`\b(?:if|when|whenever)\s{1,3}(?:(?:a|the|any)\s{1,3})?(?:users?|someone|anyone|asked|you\s{1,3}are\s{1,3}asked|customers?|people)\b[^.\n]{0,120}\b(?:you\s{1,3}must|always|only)\s{1,3}(?:answer|respond|reply|say|recommend|state|claim)\b`,
    'always|must|only',
  ],
  [
    'role-marker',
    'marks of a chat format',
    String.raw`<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|begin_of_text|start_header_id|end_header_id|end|tool_call|tool_response)\|>|\[/?inst\]|<</?sys>>|</?start_of_turn>|<start_of_turn>|<end_of_turn>|^\s{0,4}#{2,4}\s{0,2}(?:system|instruction|response|human|assistant)\s{0,2}:\s{0,2}$`,
    '<\\||inst\\]|<<|_of_turn|###?',
  ],
  [
    'role-marker',
    'marks of a prompt',
    String.raw`</?(?:system_prompt|system-prompt|system_instruction|system-reminder|admin_override|user_query|context_end|end_of_context)>|\[(?:system|admin)(?:\s{1,2}(?:message|override|prompt|note))\]`,
    '<|\\[',
  ],
  [
    'tool-call',
    'a call of a tool',
    String.raw`</?(?:tool_calls?|function_calls?|tool_use|antml:invoke)>|<(?:invoke|tool_call|function_call)\s{1,3}name\s{0,2}=|\{\s{0,6}"(?:tool_calls|function_call|tool_use)"\s{0,3}:|<function=[a-z_]{1,60}>`,
    'tool_|function_|invoke|function=',
  ],
];

/** All patterns, for folded text. */
export const instructionPatterns: readonly InstructionPattern[] = [
  ...overrides.map(([language, source]) => ({
    kind: 'override' as const,
    title: `asks to ignore earlier instructions (${language})`,
    pattern: foldPattern(source),
    needs: anything,
  })),
  ...others.map(([kind, title, source, needs]) => ({
    kind,
    title,
    pattern: new RegExp(source, 'mu'),
    needs: new RegExp(needs, 'u'),
  })),
];
