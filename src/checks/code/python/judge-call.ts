// What one call of a Python source means for whoever imports or runs the file.
import type { Severity } from '#core/finding';
import { quote } from '#core/quote';
import type { CodeCall, CodeValue } from '#formats/views/code';
import { effectOf } from '../callable-names.ts';
import { commandEffect, commandMeanings, downloadedFileEffect, isHostile } from '../shell/judge-command.ts';
import { anyValue, isDecoded, isDownloaded, nameOf, textOf } from './code-values.ts';

export interface JudgedCall {
  readonly severity: Severity;
  readonly message: string;
}

export interface FileKind {
  /** setup.py, conftest.py, build scripts: they start tools while they are run, and a loader never imports them. */
  readonly isTool: boolean;
}

/** The verdict on one call, undefined when it is of no interest. */
export function judgeCall(call: CodeCall, callee: string, file: FileKind): JudgedCall | undefined {
  const looked = callee === '' && call.calleeValue !== undefined ? runnerIn(call.calleeValue) : undefined;
  if (looked !== undefined) return judgeCall(call, looked, file);
  // Methods of what such a call returned (`Popen().wait`) say nothing more.
  const effect = callee.includes('()') ? undefined : effectOf(callee);
  if (/^socket\.socket\(\)\.connect(?:_ex)?$/.test(callee)) return judgeConnection(callee, call);
  const values = [...call.args, ...call.keywords.values()];
  const atImport = call.when === 'import' && !call.inMain;
  if (effect === 'starts-process') return judgeProcess(callee, values, atImport, file);
  if (effect === 'executes') return judgeExecution(call, callee, values, atImport, file);
  if (effect === 'network') return judgeNetwork(callee, values, atImport);
  if (effect === 'unpickles') return judgeUnpickling(callee, values, atImport);
  if (effect === 'native')
    return { severity: atImport ? 'medium' : 'low', message: `${said(callee)} loads native code${moment(atImport)}` };
  if (effect === 'imports') return judgeImport(callee, values, atImport);
  if (/^ctypes\.[\w.]+\(\)\.(?:system|popen|exec\w{1,3}|WinExec|ShellExecute\w?)$/.test(callee)) {
    return { severity: atImport ? 'high' : 'medium', message: `${said(callee)} starts a process${moment(atImport)}` };
  }
  return judgeHandedOn(callee, values, atImport) ?? judgeFile(callee, call);
}

/** `{"a": os.system}["a"](...)`: what is called is taken out of something that holds it. */
function runnerIn(value: CodeValue): string | undefined {
  let found: string | undefined;
  anyValue(value, (part) => {
    if (part.kind === 'name' && runsWhatItIsGiven(part.name)) found = part.name;
    return found !== undefined;
  });
  return found;
}

/** `Thread(target=os.system)`, `map(exec, ...)`, `partial(os.system, ...)`: somebody else makes the call. */
function judgeHandedOn(callee: string, values: readonly CodeValue[], atImport: boolean): JudgedCall | undefined {
  if (/^\??(?:isinstance|issubclass|hasattr|getattr|type|callable)$/.test(callee)) return undefined;
  const handed = values.find((value) => value.kind === 'name' && runsWhatItIsGiven(value.name));
  if (handed === undefined) return undefined;
  return {
    severity: atImport ? 'high' : 'medium',
    message: `${said(callee)} is given ${quote(nameOf(handed))} to call${moment(atImport)}`,
  };
}

function runsWhatItIsGiven(name: string): boolean {
  if (/^(?:builtins\.)?(?:exec|eval)$/.test(name)) return true;
  return effectOf(name) === 'starts-process' && /\.[a-z]\w*$|\.Popen$/.test(name);
}

function judgeProcess(callee: string, values: readonly CodeValue[], atImport: boolean, file: FileKind): JudgedCall {
  const command = textOf({ kind: 'other', parts: values });
  const effect = commandEffect(command) ?? downloadedFileEffect(command);
  if (effect !== undefined && isHostile(effect)) {
    return {
      severity: 'critical',
      message: `${said(callee)} ${commandMeanings[effect]}${moment(atImport)}: ${quote(command)}`,
    };
  }
  if (values.some((value) => isDecoded(value) || isDownloaded(value))) {
    return { severity: 'critical', message: `${said(callee)} runs a decoded or downloaded command${moment(atImport)}` };
  }
  const severity = processSeverity(command, values.length > 0, atImport && !file.isTool);
  return { severity, message: `${said(callee)} starts a process${moment(atImport)}: ${quote(command)}` };
}

/** Asking a tool for its version is everyday; installing packages needs a decision; anything else at import is malicious. */
function processSeverity(command: string, known: boolean, atImport: boolean): Severity {
  const plain = /^[\w\s./:=,*{}+-]{0,400}$/.test(command);
  if (plain && (askingTools.test(command) || /(?:^|\s)--?version(?:\s|$)/.test(command)))
    return atImport ? 'medium' : 'low';
  if (plain && installers.test(command)) return 'medium';
  return atImport && known ? 'high' : 'medium';
}

function judgeExecution(
  call: CodeCall,
  callee: string,
  values: readonly CodeValue[],
  atImport: boolean,
  file: FileKind,
): JudgedCall | undefined {
  if (values.some(isDecoded))
    return { severity: 'critical', message: `${said(callee)} runs decoded text as code${moment(atImport)}` };
  if (values.some(isDownloaded))
    return { severity: 'critical', message: `${said(callee)} runs downloaded text as code${moment(atImport)}` };
  if (callee.startsWith('types.')) return undefined;
  const first = call.args[0];
  if (first?.kind === 'text') {
    if (hostileCode.test(first.text))
      return { severity: 'high', message: `${said(callee)} runs ${quote(first.text)}${moment(atImport)}` };
    return undefined;
  }
  const readsFile =
    first !== undefined && anyValue(first, (part) => /^open(?:\(|$)|read_text|\.read$/.test(nameOf(part)));
  if (file.isTool && readsFile) return undefined;
  return { severity: 'medium', message: `${said(callee)} runs text as code${moment(atImport)}` };
}

function judgeNetwork(callee: string, values: readonly CodeValue[], atImport: boolean): JudgedCall | undefined {
  const sendsSecrets = values.some((value) => anyValue(value, isSecretSource));
  if (sendsSecrets)
    return {
      severity: 'critical',
      message: `${said(callee)} sends the environment or key files away${moment(atImport)}`,
    };
  if (callee === 'socket.socket') return undefined;
  if (callee === 'socket.create_connection' && atImport) return connection(callee);
  return atImport ? { severity: 'medium', message: `${said(callee)} uses the network${moment(true)}` } : undefined;
}

/** A socket alone may look for a free port; a connection goes somewhere. */
function judgeConnection(callee: string, call: CodeCall): JudgedCall | undefined {
  return call.when === 'import' && !call.inMain ? connection(callee) : undefined;
}

function connection(callee: string): JudgedCall {
  return { severity: 'high', message: `${said(callee)} opens a raw connection${moment(true)}` };
}

function judgeUnpickling(callee: string, values: readonly CodeValue[], atImport: boolean): JudgedCall | undefined {
  const literal = values.find((value) => value.kind === 'text');
  if (literal !== undefined && hostilePickle.test(textOf(literal))) {
    return { severity: 'critical', message: `${said(callee)} loads ${quote(textOf(literal))}${moment(atImport)}` };
  }
  const downloaded = values.some(isDownloaded);
  // Data files are unpacked and unpickled in functions everywhere; what is decoded from the source itself is hidden there.
  const hidden = values.some((value) => isDecoded(value) && (atImport || longText(value)));
  const given = downloaded || hidden;
  if (given && !/^(?:torch|joblib|pandas|keras)\./.test(callee)) {
    return {
      severity: 'critical',
      message: `${said(callee)} loads decoded or downloaded data that can run code${moment(atImport)}`,
    };
  }
  if (given)
    return {
      severity: 'medium',
      message: `${said(callee)} loads downloaded data that can run code${moment(atImport)}`,
    };
  if (callee === 'torch.hub.load' && atImport) {
    return { severity: 'medium', message: `${said(callee)} downloads and runs a repository${moment(true)}` };
  }
  if (callee.startsWith('marshal.'))
    return { severity: 'medium', message: `${said(callee)} loads compiled code${moment(atImport)}` };
  return undefined;
}

/** True when something longer than the name of a codec is written in the source. */
function longText(value: CodeValue): boolean {
  return anyValue(value, (part) => part.kind === 'text' && part.text.length > 40);
}

function judgeImport(callee: string, values: readonly CodeValue[], atImport: boolean): JudgedCall | undefined {
  const computed = values.some(isDecoded);
  if (!computed) return undefined;
  return {
    severity: atImport ? 'high' : 'medium',
    message: `${said(callee)} looks up a name that is decoded at run time${moment(atImport)}`,
  };
}

/** Writes to places from which programs start by themselves. */
function judgeFile(callee: string, call: CodeCall): JudgedCall | undefined {
  if (!fileWriters.test(callee)) return undefined;
  const target = textOf({
    kind: 'other',
    parts: [...call.args, ...call.keywords.values(), ...(call.calleeValue === undefined ? [] : [call.calleeValue])],
  });
  if (!startUpPlaces.test(target)) return undefined;
  const mode =
    call.args[1]?.kind === 'text'
      ? call.args[1].text
      : call.keywords.get('mode')?.kind === 'text'
        ? textOf(call.keywords.get('mode') ?? { kind: 'other', parts: [] })
        : '';
  if (/(?:^|\.)open$/.test(callee) && !/[wax+]/.test(mode)) return undefined;
  return {
    severity: 'critical',
    message: `${said(callee)} writes to ${quote(target)}, from where programs start by themselves`,
  };
}

/** Environment variables as a whole, key files, tokens. */
function isSecretSource(value: CodeValue): boolean {
  if (value.kind === 'text') return secretFiles.test(value.text);
  return /^os\.environ(?:$|\.copy|\.items)|^os\.environb/.test(nameOf(value));
}

function said(callee: string): string {
  return quote(callee.replace(/^builtins\./, ''));
}

function moment(atImport: boolean): string {
  return atImport ? ' when the file is imported' : ' when it is called';
}

const askingTools =
  /^\s*(?:git|nvidia-smi|rocm-smi|nvcc|which|where|uname|lscpu|sysctl|ninja|cmake|gcc|g\+\+|hipcc|ffmpeg|ffprobe|sox|ruff|black)(?:\s|$)|^\s*--query-gpu/;
const installers =
  /^\s*(?:[\w./-]*python[\d.]*\s+|\{sys\.executable\}\s+)?(?:-m\s+)?(?:pip3?|uv\s+pip|conda|uv)\s+install\b/;
const hostileCode =
  /\b(?:__import__|subprocess|os\.(?:system|popen|exec\w{1,3}|spawn\w{1,3})|socket\b|pty\b|b64decode|urlopen|marshal|ctypes)\b/;
/** GLOBAL or INST of a module that acts, in a pickle written out in the source. */
const hostilePickle =
  /[ci](?:os|posix|nt|subprocess|builtins|__builtin__|commands|pty)\n|\x8c.(?:os|posix|nt|subprocess|builtins|pty)[\x94\x8c]/;
const fileWriters = /(?:^|\.)(?:open|write_text|write_bytes|copy|copyfile|copy2|move|rename|replace|symlink|fdopen)$/;
const startUpPlaces =
  /\.bashrc|\.bash_profile|\.zshrc|\.profile\b|authorized_keys|\/etc\/(?:cron|profile|rc\.local|ld\.so\.preload|systemd|sudoers|passwd)|crontab|sitecustomize\.py|usercustomize\.py|site-packages[^\s]{0,80}\.pth|\.config\/autostart|LaunchAgents|LaunchDaemons|Start Menu\\|\\Startup\b/i;
const secretFiles =
  /\.ssh\/|id_rsa|id_ed25519|\.aws\/credentials|\.netrc|\.kube\/config|\/etc\/(?:passwd|shadow)|\.git-credentials|huggingface\/token/;
