"""Rules for words that are meant for a language model: what is looked for, and near which words.

What injections have in common, whatever they want: an order to drop earlier orders, a name for the reader
that fits only a program, another part to play, the marks of a chat's roles, and orders about the
summary, the claims or the answer, which nobody gives to the readers of an article.
"""

from __future__ import annotations

import re

__all__ = ["RULES"]

_MODEL = r"(?:ai|llms?|chatgpt|gpt(?:-?\d\w*)?|chatbots?|(?:large )?language models?|automated \w+)"
_KIND = r"(?:assistants?|models?|agents?|systems?|software|bots?|tools?|readers?|summari[sz]ers?)"
_NAMED = r"(?:chatgpt|gpt-?\d\w*|claude|gemini|copilot|llama|mistral|grok)"
_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|existing|initial|original|system)"
_START = r"(?:^|[.!?:;,\]>\"“(—-]\s*|\b(?:please|kindly)[,:]? )"
_ORDER = (
    _START[:-1]
    + r"|\b(?:you (?:must|should|to|will|can)|always|now|then|and|important|simply|just|instead)[,:]? +)"
)
_ANSWER = r"(?:respond|reply|answer|output|print|say|write|repeat|return|report|display)"
_MUST = r"(?:must|should|shall|has to|have to|needs? to|is to|are to|ought to)"
_WRITING = r"(?:summari[sz]|generat|writ|produc|creat|extract|list|report)(?:ing|e)"
# What only a reader that is asked for one has: a summary, claims, an answer.
_PRODUCT = r"(?:summar(?:y|ies)|digest|claims?|response|answer|output|reply|key points?)"
_CHANGE = (
    r"(?:include|mention|add|insert|put|place|append|prepend|replace|begin|start|end|finish|close|open|"
    r"refer|describe|call|leave out|leave|omit|skip|make sure|ensure|list|extract|attribute|set|keep|drop|"
    r"remove|hide|state|say|write|report|return|output|print|encode|quote|phrase|present|portray|treat)"
)


def _rule(words: str, *patterns: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Words parted by `|`, near one of which a text is looked at, and what is looked for there."""
    return tuple(words.split("|")), re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_DROPPING = (
    _rule(
        "ignore|disregard|forget|override|bypass",
        _ORDER + r"(?:ignore|disregard|forget|override|bypass)\b.{0,30}"
        r"\b(?:all|any|your|these|those|" + _EARLIER + r")\b.{0,30}\b(?:instructions?|prompts?)\b",
        _START
        + r"(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:your|"
        + _EARLIER
        + r") (?:\w+ )?"
        r"(?:directions|directives|rules|guidelines|context|orders|commands|text|content)\b",
        _ORDER + r"(?:ignore|disregard|forget) (?:everything|all)?(?: of)?(?: the)?(?: \w+)? ?"
        r"(?:above|before (?:this|that)|you (?:were|have been) told)(?=\s*[,.;:!]| and\b|$)",
        r"\b(?:ignore|disregard|forget)(?: all)? (?:the )?rest of (?:this|the) "
        r"(?:data|text|document|article|prompt|input|message)\b",
        _START
        + r"(?:ignore|disregard|override) (?:all )?(?:info|information|negative|manual|instructions)\b",
        _ORDER
        + r"(?:ignore|disregard|forget)\b.{0,12}\b(?:everything|all|anything|whatever|the (?:task|"
        r"job|request|question)) (?:that )?(?:you|i|your \w+) (?:were|was|have been|had been|know|learned|"
        r"said|told|asked|gave)\b",
        r"\boverride\b.{0,30}\b(?:safety|protocols?|restrictions|filters?|prompt|rules)\b.{0,20}"
        r"\b(?:and|comply|reveal|now)\b",
    ),
    _rule(
        "your instructions|your previous|your earlier|your original|your developer|your operator|"
        "instructions above|real instructions|follow the |set aside|reset your",
        r"\byour (?:previous |earlier |old |original )?(?:instructions|orders|task|directives) "
        r"(?:are|is|were|was|has been|have been) (?:now )?(?:cancell?ed|changed|updated|replaced|void|"
        r"revoked|overridden|expired|withdrawn|complete)\b",
        r"\bset aside (?:whatever|what|everything|all) (?:that )?(?:you|your)\b",
        r"\breset your (?:instructions|prompt|context|memory)\b",
        r"\b(?:real|actual|true|new) instructions (?:follow|are|begin|start)\b",
        r"\bdo(?: not|n['’]t) (?:follow|obey) the (?:user|system|developer|previous|above)\b",
        r"\byour (?:developer|operator|creator)s? (?:asked|told|wants?|said|says|has|have|requires?)\b",
    ),
    _rule(
        "instruction|your new|your real|your actual|your only|mode",
        r"\b(?:new|updated|real|actual|special) (?:system )?(?:instructions?|rule|directive) ?:",
        r"\byour (?:new|real|actual|only) (?:task|instructions?|goal|role) (?:is|are)\b",
        r"\b(?:developer|admin|god|debug|root|jailbreak|unrestricted|maintenance) mode "
        r"(?:is |has been |now )*(?:enabled|activated|on)\b",
    ),
)
_PLAYING = (
    _rule(
        "you are|you're|you’re|you will be",
        r"\byou(?: are|['’]re| will be)(?: now| no longer)?(?: an?)? (?:helpful |powerful |unrestricted )?"
        r"(?:ai|chatbot|chatgpt|gpt-?\d\w*|llm|(?:large )?language model|(?:helpful|ai|virtual) assistant|"
        r"[a-z]*bot|dan)\b",
        r"\byou are no longer an? \w+(?: \w+)?[;,. ]",
    ),
    _rule(
        "act as|pretend|persona|your task|your goal|your role|your job|let's play|let’s play|no limits|unfiltered",
        _ORDER + r"act as (?:an? |the )?(?:\w+ ){0,2}"
        r"(?:terminal|shell|ai|dan|assistant|bot|model|console|interpreter)\b",
        r"\bact as dan\b|\bpretend (?:that )?(?:to be|you(?: are|['’]re)) (?:an? )?(?:\w+ )?"
        r"(?:human|person|ai|assistant|bot|model|pirate|character|different)\b",
        r"\byour (?:new |next |current |only )?(?:task|goal|role|objective|job) is (?:now|to (?:output|write|"
        r"print|translate|respond|answer|act|promote|convince|persuade)\b)",
        r"\b(?:assume|adopt|take on) the (?:persona|role|identity|personality) of (?:an? )?(?:\w+ )?"
        r"(?:assistant|ai|model|bot|character|someone)\b",
        r"\blet['’]s play (?:a|the) (?:role-?playing )?game (?:in which|where) you\b",
        r"\b(?:assistant|model|ai|bot) (?:with|without) (?:no |any )?(?:limits|restrictions|filters?|rules)\b",
    ),
    _rule(
        "your system|your developer|your initial|your hidden|system prompt|from now on|henceforth|"
        "from this moment|word for word|verbatim|your prompt|your api|api key|conversation",
        r"\byour (?:system|developer) (?:prompt|message|instructions?)\b",
        r"\b(?:from now on|henceforth|from this moment(?: on)?),? you (?:are|will|must|should|shall) (?:only |now )?"
        r"(?:an? |act|respond|answer|reply|speak|behave|pretend|output|dan\b|tell)",
        r"\b(?:your|its|system|initial|hidden|original) prompt\b.{0,30}\b(?:verbatim|word for word)\b",
        r"\byour instructions\b.{0,30}\bword for word\b",
        r"\b(?:reveal|print|output|repeat|show|leak|disclose|display)\b.{0,20}\b(?:your|system|initial|hidden) "
        r"(?:prompt|instructions)\b",
        r"\byour api key\b|\b(?:send|forward|post|email) (?:the|this) (?:full |whole |entire )?"
        r"(?:conversation|chat)(?: so far| history)?\b.{0,20} to\b",
    ),
)
_NAMING = (
    _rule(
        " ai | ai,| ai.| ai-|ai:|ai models|llm|gpt|chatbot|language model|automated|(model)|summarizer|summariser|assistants",
        r"\b(?:attention|attn|note|message|instructions?|profile|dear|hey|hello)\b[ ,:]{1,3}(?:to |for )?"
        rf"(?:all |any |the |an? )?{_MODEL}(?: {_KIND})?\s*[:;,!–—-]",
        rf"\b(?:visible|readable|addressed|hidden message) (?:only )?(?:to|by|for) {_MODEL}\b",
        rf"\b{_MODEL}(?: {_KIND})? (?:reading|processing|parsing|summari[sz]ing|analy[sz]ing|that reads?) "
        r"(?:this|the) (?:article|text|page|document|e-?mail|message)\b",
        rf"\b(?:all |any |every |the |an? )?(?:{_MODEL}(?: {_KIND})?|(?:text |news )?summari[sz]ers?) {_MUST} "
        r"(?:always |never |not |only )?(?:include|mention|say|state|describe|recommend|add|write|output|"
        r"respond|reply|ignore|rate|call|omit|leave out|extract)\b",
        rf"\bas (?:an? )?{_MODEL}(?: {_KIND})?(?: (?:reading|processing|seeing) this)?, you\b",
        rf"\bif you are (?:an? )?{_MODEL}\b",
        rf"\b(?:{_MODEL}|summari[sz]ers?)[ -](?:instructions?|note|directive|command)s? ?:",
        rf"(?:^|[.!?(\n]\s*)(?:note|message|instructions?|attention|attn|to|for|dear|todo)[ ,:(]{{1,3}}"
        rf"(?:to |for )?(?:all |any |the |every )?(?:{_MODEL}|model|summari[sz]ers?)\)?(?: {_KIND})?.{{0,40}}[:,]",
        r"(?:^|[.!?\n]\s*)(?:summari[sz]ers?|assistant|ai)[:,] ",
    ),
    _rule(
        "claude|gemini|chatgpt|gpt-|copilot|llama|mistral|grok",
        rf"(?:^|[.!?:>\]\n\"“]\s*)(?:dear |hey |hello |hi |attention |ok |okay )?{_NAMED}[,:] (?:please |you |do |"
        r"don|if you|ignore|say|write|include|mention|add|respond|reply|answer|when|always|never)",
        rf"\bhey {_NAMED}\b",
    ),
    _rule(
        "the machine|the person who asked|whoever asked|who asked for this|the assistant should|the model should",
        r"\bthe (?:machine|program|assistant|model|system|software) (?:that is |which is )?(?:preparing|writing|"
        r"making|producing|summari[sz]ing|reading) (?:the|this|a)\b",
        r"\b(?:the person|whoever|the user|the one) who (?:asked|wants|requested)(?: for)? (?:this|the|a) "
        r"(?:digest|summary|answer)\b",
        rf"\bthe (?:assistant|model) {_MUST} (?:say|state|mention|include|add|omit|ignore|recommend)\b",
    ),
)
_MARKING = (
    (("<|",), re.compile(r"<\|[a-z_]{2,30}\|>", re.IGNORECASE)),
    _rule(
        "[inst|[/inst|<<sys|<</sys|[system|[assistant]|[user]|[/system]|[/assistant]|[/user]|"
        "[rest-of-document]|system>|assistant>|##|system:|assistant:|user:|human:|-reminder>|system notice|"
        "system message|{{system|llm-|ai-directive",
        r"\[/?inst\]|<</?sys>>|\[/?(?:system|assistant|user|rest-of-document)(?:\]|[: ][^\]]{0,20}\])",
        r"</?(?:system|assistant|system-\w+|important-\w+)>",
        r"^#{2,4} ?(?:system|instructions?|human|assistant) ?:|^\s*(?:system|assistant|user|human): ",
        r"^\W{0,6}system (?:notice|message|update|alert|override)\b[^.!?\n]{0,20}:|\{\{ ?system ?\}\}",
        r"<!-- ?(?:llm|ai|gpt|model|system)[ :-]|\b(?:llm|ai)-(?:directive|instruction|command)s? ?[:=]",
    ),
    _rule(
        "end of |end_of|ends here|</article>|</text>|</document>|</input>|</data>|</context>",
        r"\bend[ _]of[ _](?:the )?(?:article|document|text|input|data|prompt|context)\b\W{0,10}"
        r"(?:now|new|next|please|your|answer|respond|instructions?|the (?:evaluator|user|operator|developer))\b",
        r"\b(?:article|document|text|input) ends here\b\W{0,4}(?:what|now|next|the following|your|please)\b",
        r"</(?:article|text|document|input|data|context)>\s*(?:now|new|next|please|your|system)\b",
    ),
)
_ANSWERING = (
    _rule(
        " only|exactly|nothing but|nothing else|verbatim|with \"|with '|with “|with:|with the following|"
        "with the word|with the phrase|with the text|repeat the following|with ok",
        _ORDER + _ANSWER + r"\b.{0,25}\b(?:only|exactly|nothing (?:but|else)|verbatim|"
        r"with(?: the)?(?: following)?(?: words?| phrase| text)?)\b.{0,5}[:\"“‘'<]",
        r"\b(?:reply|respond|answer) with only\b|\b(?:and|then) (?:reply|respond|answer) with [A-Z]{2,}\b",
        r"\b(?:and|then) (?:respond|reply|answer) only with\b",
        _ORDER + r"repeat the following (?:sentence|text|words?|phrase)\b",
    ),
    _rule(
        "output:|print:|report:|if asked|if questioned|if you are asked|if user|if the user|if any user|"
        "when asked|the token|prompt:",
        r"\b(?:and|then) (?:output|print|report): ",
        r"\b(?:if|when) (?:(?:the |any )?user|asked|questioned|you are asked)\b.{0,80}, ?(?:simply |just |please |"
        r"always )?" + _ANSWER + r" (?:with|that|only|exactly|nothing)\b",
        _ORDER + r"(?:output|print|emit|return) the (?:token|string|code|phrase)\b",
        r"^\s*prompt: .{3,80}\bresponse: ",
    ),
    _rule(
        "do not |don't |don’t |instead of ",
        _START
        + r"(?:do not|don['’]t|instead of) (?:summari[sz](?:e|ing)|translat(?:e|ing) (?:this|the)|"
        r"(?:reveal|mention) (?:this|these|your|the) (?:\w+ )?(?:instructions?|prompt)|tell the user)\b",
        r"\bdo(?: not|n['’]t) (?:extract|obey|summari[sz]e) (?:any |the |this )?"
        r"(?:claims?|user|article|text|document|summary)\b",
        r"\binstead of (?:a|the|your) summary\b",
    ),
    _rule(
        'respond in |answer in |reply in |say "|say “|say \'|string|print "|print “|write "|write “|write \'|the word',
        _ORDER
        + r"(?:respond|answer|reply) (?:only )?in (?:all caps|capital letters|uppercase|json|"
        r"base64|emojis?|rhyme|verse)\b",
        _ORDER + r"(?:just |simply )?(?:say|print|output|write|reply|respond|answer)"
        r"(?: the (?:string|word|phrase|text))? [\"“'‘][^\"”'’]{1,60}[\"”'’]"
        r"(?: and nothing (?:more|else)| \w+ times| only| instead)\b",
    ),
    _rule(
        "_| tool| function|decode |base64",
        r"\b(?:use|call|invoke|execute|run) (?:the|your) (?:\w+_\w+|\w+ (?:tool|function|api)|function \w+_\w+)\b",
        r"\bdecode [a-z0-9+/=]{12,}\b.{0,30}\b(?:do|follow|execute|run|obey)\b",
    ),
    _rule('": [', r"\b(?:return|output|respond|reply|answer)\b.{0,20}\{\"\w+\": ?\["),
)
_SUMMARIZING = (
    _rule(
        "summary|summari|digest|each claim|every claim|any claim|your claims|list of claims|the claims|"
        "extracted claim|statements|your response|your answer|your output|your reply|key points",
        _ORDER + _CHANGE + r"\b.{0,80}\b(?:your|the|this|any|every|each) "
        rf"(?:(?:final|generated|own|resulting|extracted) )?{_PRODUCT}\b"
        r"(?! (?:that|to|for|from|by|of (?!this|the (?:article|text)))\b)",
        r"\b(?:when|while|if|before|after) (?:you (?:are )?)?"
        + _WRITING
        + r" (?:a|the|this|your|any) "
        r"(?:summary|article|text|response|answer|claims?|page|document|digest)\b",
        r"\bwhen extracting (?:claims|statements|facts)\b",
        r"\bin (?:your|the|any|every) (?:list of )?(?:summary|response|answer|output|reply|claims)[, ]"
        r".{0,40}\b(?:must|should|refer|say|state|mention|include|write|leave out|omit|put)\b",
        r"\b(?:your|the|any|every|each|all) (?:extracted )?(?:summary|summaries|response|output|reply|claims?)"
        rf"(?: (?:you \w+|of (?:this|the) \w+))? {_MUST} (?:not |only |always )?"
        r"(?:say|state|mention|include|contain|begin|start|end|be|call|describe|make)\b",
        r"\b(?:summaries|any summary) of (?:this|the) \w+ (?:must|should|has to|have to)\b",
        r"\b(?:return|output|produce|give|write) (?:an empty|no|only one) (?:list|claims?|summary)\b",
        r"\b(?:every|each|any) claim (?:that )?you (?:list|extract|write|make)\b",
        r"\b(?:begin|start|end|finish|close|open) (?:your|the) (?:summary|response|answer|output|reply) with\b",
    ),
)
_ELSEWHERE = (
    _rule(
        "anweisung|instruc|instruk|инструкци|інструкці|указани|вказівк|polecen|consignes|istruzioni|"
        "instruções|opdracht|talimat|komut|التعليمات|الأوامر|التوجيهات",
        r"\b(?:ignorier(?:e|en sie)?|vergiss|vergessen sie|ignore[sz]?|ignor(?:a|ad|en|uj)|oublie[zr]?|olvida"
        r"|zignoruj|pomiń|(?:про)?игнорируй(?:те)?|забудь(?:те)?|(?:про)?ігноруй(?:те)?|negeer|dimentica"
        r"|esqueça)\b.{0,20}"
        r"\b(?:alle|vorherigen|bisherigen|obigen|toutes?|précédentes?|todas?|anteriores|previas|wszystkie"
        r"|poprzednie|powyższe|все|предыдущие|всі|усі|попередні|les|las|le|as|de|mijn|je|tutte)\b.{0,25}"
        r"(?:anweisung|instruc|instruk|инструкци|інструкці|указани|вказівк|polecen|consignes|istruzioni|"
        r"instruções|opdracht)",
        r"(?:tüm|önceki|bütün) .{0,20}(?:talimat|komut)\w* (?:yok say|görmezden gel|unut)",
        r"(?:تجاهل|انس|تجاهلوا)\s+(?:جميع|كل|كافة)?\s*(?:التعليمات|الأوامر|التوجيهات)",
    ),
    _rule(
        "忽略|无视|無視|무시",
        r"(?:忽略|无视|無視).{0,10}(?:指令|指示|说明|說明|提示)",
        r"(?:指示|命令|プロンプト)(?:を|は)(?:すべて)?無視し|(?:지시|명령|프롬프트).{0,6}무시",
    ),
    _rule(
        "vergiss|vergessen sie|olvida|olvide|oublie|dimentica|забудь",
        r"\b(?:vergiss|vergessen sie) alles\b|\b(?:olvida|olvide) todo lo (?:anterior|que)\b",
        r"\boublie[zr]? tout ce\b|\bdimentica tutto (?:ciò|quello)\b|\bзабудь(?:те)? (?:все|всё|усе),? що",
    ),
    # a model, or its summary, by name
    _rule(
        " ki | ki:| ki,|ki:| ia | ia:| ia,|’ia|'ia| ші | ші,| ии | ии,|asistente|assistente|an assistant|мовна модель|языковая модель|мовною|языковой|model językowy|人工|模型|モデル|yapay",
        r"\b(?:hinweis|anweisung|nachricht|achtung|nota|note|atenção|atención|attention|uwaga|увага|внимание|aviso)\b"
        r"[ ,:]{1,3}(?:an (?:die|alle) |für (?:die )?|para (?:a |la |el )?|à l['’]|all['’]|per (?:l['’])?|dla )?"
        r"(?:ki|ia|ai|ші|ии|modelo|modèle|modello|assistente|asistente|assistant|sprachmodelle?)\b[^.]{0,20}[:,]",
        r"(?:^|[.!?\n]\s*)(?:asistente|assistente|ki|ia|ші|ии)[,:] ",
        r"(?:якщо|если) (?:ти|ви|ты|вы) (?:—|-|–)? ?(?:мовна модель|языковая модель|ші|ии)",
        r"(?:wenn|falls) du (?:eine ki|ein sprachmodell)|si (?:tu es|eres|vous êtes) une? (?:ia|modèle|modelo)",
        r"(?:jeśli|jeżeli) jesteś (?:modelem|ai|sztuczną)|se (?:você é|sei) u(?:ma|n|n') ?(?:ia|modelo|modello)",
        r"(?:如果你是|你是一个|作为一个?)(?:人工智能|ai|语言模型|大模型)|(?:あなたは|もしあなたが)ai",
    ),
    _rule(
        "zusammenfassung|résumé|resumen|riassunto|resumo|streszczeni|підсумк|резюме|стислому|摘要|总结|要約|요약|"
        "özet|afirmaciones|affermazioni|behauptungen|samenvatting|resumir|zusammenfasst|ملخص|الملخص",
        r"\b(?:in (?:der|deiner|ihrer) zusammenfassung|dans (?:le|ton|votre) résumé|en (?:el|tu) resumen|"
        r"nel (?:tuo )?riassunto|no (?:seu )?resumo|w (?:swoim )?streszczeniu|in (?:de|je) samenvatting|"
        r"en la lista de afirmaciones)\b.{0,15}\b(?:musst|muss|soll|sollst|erwähne|schreibe?|dois|doit|écris|"
        r"mentionne|debes?|debe|escribe|menciona|incluya?s?|devi|scrivi|deve|escreva|inclua|musisz|napisz|"
        r"moet|schrijf|vermeld|no incluyas)\b",
        r"\b(?:ao resumir|al resumir|beim zusammenfassen|en résumant|wenn du .{0,20}zusammenfasst)\b",
        r"(?:не згадуй|не упоминай|напиши|вкажи|укажи|добавь|додай).{0,25}(?:підсумк|резюме|сводк|стислому)",
        r"(?:在|请在)?(?:摘要|总结)(?:中|里|里面).{0,8}(?:写|说|加|不要|必须|提到)|要約(?:に|で)は?.{0,20}(?:書|含め|加え)",
        r"요약(?:에|에는|할 때).{0,20}(?:쓰|포함|추가|언급)|özet(?:te|inde|e)\b.{0,30}(?:yaz|ekle|belirt)",
        r"(?:في|ضمن) (?:الملخص|ملخصك).{0,20}(?:اكتب|أضف|اذكر|قل)|(?:اكتب|أضف|اذكر) .{0,25}(?:في|إلى) (?:الملخص|ملخصك)",
    ),
    _rule(
        "invite|système|sistema|системн|prompt|промпт|підказк|исходн",
        r"\[(?:système|sistema|система|система:?|system)\]|^\W{0,4}(?:системное|системне) (?:сообщение|повідомлення):",
        r"\b(?:покажи|выведи|раскрой|виведи|affiche|montre|muestra|mostra|zeige)\b.{0,25}"
        r"(?:промпт|prompt|підказк|invite|indicaciones)",
        r"\b(?:antworte|antworten sie|réponds|répondez|responde|rispondi|responda|odpowiedz|antwoord|відповідай|"
        r"отвечай|ответь) (?:nur|ausschließlich|uniquement|seulement|solo|únicamente|solamente|apenas|tylko|"
        r"alleen|лише|тільки|только)\b",
    ),
    _rule(
        "nur mit|uniquement|solo con|apenas com|tylko|alleen|лише|тільки|только|únicamente|solamente",
        r"\b(?:antworte|antworten sie|réponds|répondez|responde|rispondi|responda|odpowiedz|antwoord|відповідай|"
        r"отвечай|ответь) (?:nur|ausschließlich|uniquement|seulement|solo|únicamente|solamente|apenas|tylko|"
        r"alleen|лише|тільки|только)\b",
    ),
)
RULES = (*_DROPPING, *_PLAYING, *_NAMING, *_MARKING, *_ANSWERING, *_SUMMARIZING, *_ELSEWHERE)
"""Each with the words round which it is looked for, in lower case."""
