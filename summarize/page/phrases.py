"""The words that pages use for their own furniture, by language; plain data for `furniture.py`.

Lower-case with straight apostrophes. A word that could also open a sentence of an article stands
only in `WORDS`, where a line has to consist of nothing else.
"""

from __future__ import annotations

__all__ = [
    "AGENCIES",
    "BYLINES",
    "COMMENTS",
    "COMMENT_MARKS",
    "CREDITS",
    "LABELS",
    "LINKS",
    "NOTICES",
    "STRONG",
    "WORDS",
]

STRONG = """
advertisement, advertisements, sponsored, edit post, edit this post, edit article, share this,
comments, no comments, werbung, anzeige, kommentare, publicité, commentaires, publicidad,
comentarios, publicidade, comentários, pubblicità, commenti, reklama, komentarze, реклама,
коментарі, комментарии, advertentie, reacties, 广告, 评论, 分享, 広告, إعلان, تعليقات
"""
"""Phrases that are furniture wherever they stand alone on a line."""

WORDS = """
skip to content, skip to main content, skip to the content, skip to the main content,
skip to navigation, skip to footer, skip to search, skip to primary content, jump to content,
skip to, edit, edit this page, edit page, sponsored content, paid content, promoted content,
article continues below, article continues below advertisement, story continues below,
story continues below advertisement, article continues after advertisement,
content continues below, article continues after this advertisement, continue reading,
continue reading below, continue reading the main story, scroll to continue,
scroll down to continue, share, tweet, retweet, pin, pin it, post, save, print, email, e-mail,
mail, send, bookmark, like, follow, copy, copied, recommend, share this article, share this story,
share this post, share this page, share article, share story, share post, share on, share via,
share by, share to, share with friends, share it, share full article, save this article,
save this story, save article, save for later, save to, print this article, print this page,
print article, print this, email this article, email article, email this, send to a friend,
email to a friend, gift this article, gift article, copy link, copy the link, copy url,
link copied, link copied to clipboard, copied to clipboard, shares, views, likes, facebook,
twitter, x, linkedin, fb, whatsapp, telegram, viber, reddit, pinterest, instagram, messenger,
youtube, tiktok, threads, bluesky, mastodon, flipboard, pocket, xing, tumblr, vk, signal,
snapchat, google, google+, google plus, google news, apple news, spotify, rss, rss feed, min,
mins, minute, minutes, min read, mins read, minute read, minutes read, minutes to read,
min to read, reading time, read time, estimated reading time, estimated read time, time to read,
listen, listen to this article, listen to article, listen to this story, listen now,
listen to this post, play, pause, audio, play audio, play video, watch, watch now, watch live,
watch the video, watch video, video, gallery, photo, photos, image, images, view gallery,
view photos, enlarge image, enlarge this image, open image, view image, view image in fullscreen,
hide caption, toggle caption, show caption, caption, comment, view comments, view all comments,
show comments, show all comments, hide comments, read comments, read the comments, add a comment,
add comment, post a comment, leave a comment, leave a reply, leave comment, write a comment,
join the conversation, join the discussion, comments off, comments closed, comments are closed,
reply, replies, be the first to comment, menu, main menu, open menu, close menu, toggle menu,
navigation, toggle navigation, main navigation, search, search for, home, homepage, home page,
login, log in, logout, log out, sign in, sign up, sign out, register, subscribe, subscribe now,
subscribe today, newsletter, newsletters, email newsletter, my account, account, close, next,
previous, prev, back, next article, previous article, next post, previous post, next story,
previous story, more, less, top, back to top, to top, contents, table of contents, read more,
read less, show more, show less, load more, see more, see all, view all, view more, learn more,
find out more, read full story, read full article, read the full story, read the full article,
published, published on, published at, date published, publication date, first published, updated,
updated on, updated at, last updated, last updated on, last update, last modified, modified,
posted, posted on, posted at, posted in, date, created, on, at, in, and, tag, tags, topic, topics,
category, categories, filed under, keywords, section, sections, latest, live, breaking,
breaking news, latest news, news, exclusive, edition, accept, accept all, accept cookies,
accept all cookies, reject, reject all, allow all, decline, got it, ok, okay, i agree, agree,
manage preferences, manage cookies, manage settings, cookie settings, cookie policy,
cookie preferences, cookie notice, cookies, privacy, privacy policy, privacy notice,
privacy settings, terms, terms of use, terms of service, terms and conditions, terms & conditions,
contact, contact us, about, about us, advertise, advertise with us, careers, help, faq, sitemap,
site map, imprint, disclaimer, accessibility, corrections, support us, donate, donate now,
become a member, become a supporter, get the app, download the app, getty images, loading,
please wait, related, recommended, trending, popular, all rights reserved, text size, font size,
smaller, larger, est, edt, pst, pdt, gmt, utc, cet, cest, eet, eest, bst, ist, am, pm, a.m, p.m,
et, pt, o'clock, ago, hours ago, hour ago, days ago, day ago, minutes ago, gmt+1, gmt+2,
share this content, reuse this content, seconds ago

zum inhalt springen, zum hauptinhalt springen, zum inhalt, zum seitenanfang, zum artikel, teilen,
teilen auf, per mail, per e-mail, per e-mail teilen, drucken, merken, vorlesen, artikel teilen,
artikel drucken, artikel anhören, artikel merken, artikel verschenken, artikel bearbeiten,
bearbeiten, link kopieren, kommentar, kommentare lesen, kommentar schreiben, kommentieren,
antworten, lesezeit, lesedauer, min lesezeit, minuten lesezeit, minuten lesedauer, minuten, ca,
stand, aktualisiert, aktualisiert am, zuletzt aktualisiert, veröffentlicht, veröffentlicht am,
erstellt, erstellt am, datum, uhr, um, mehr, mehr lesen, mehr anzeigen, mehr erfahren,
weiterlesen, startseite, suche, suchen, menü, anmelden, abmelden, registrieren, abonnieren, abo,
schlagwörter, schlagworte, themen, impressum, datenschutz, datenschutzerklärung, agb, kontakt,
nach oben, alle akzeptieren, ablehnen, audio anhören, bild vergrößern, bildergalerie, schließen,
nachrichten, feedback, plus, exklusiv, vor

aller au contenu, aller au contenu principal, aller au menu, partager, partager l'article,
partager cet article, partager sur, imprimer, enregistrer, envoyer par e-mail, copier le lien,
écouter, écouter l'article, écouter cet article, temps de lecture, min de lecture,
minutes de lecture, lecture, réagir, commenter, répondre, publié, publié le, publiée le,
mis à jour, mis à jour le, mise à jour, modifié le, le, à, lire plus, lire la suite, voir plus,
accueil, rechercher, recherche, se connecter, connexion, s'abonner, s'inscrire, abonnez-vous,
mentions légales, haut de page, tout accepter, mots-clés, réservé aux abonnés,
article réservé aux abonnés, à lire aussi, suivre, suivez-nous, actualités, article, il y a,
heures, heure

saltar al contenido, ir al contenido, ir al contenido principal, compartir, compartir en,
imprimir, guardar, copiar enlace, copiar el enlace, escuchar, escuchar la noticia,
escuchar este artículo, tiempo de lectura, minutos, min de lectura, minutos de lectura, comentar,
comentario, responder, publicado, publicado el, actualizado, actualizado el, última actualización,
fecha, a las, leer más, ver más, inicio, buscar, iniciar sesión, suscríbete, suscribirse,
regístrate, etiquetas, temas, aviso legal, aceptar, aceptar todo, volver arriba, noticias, hs,
hrs, hora, horas, hace

ir para o conteúdo, pular para o conteúdo, saltar para o conteúdo, compartilhar, partilhar,
compartilhe, salvar, copiar link, ouvir, ouvir este artigo, tempo de leitura, minuto,
min de leitura, minutos de leitura, publicado em, publicado às, atualizado, atualizado em,
atualizado às, data, às, em, leia mais, entrar, assine, assinar, início, voltar ao topo, notícias,
há, atrás, h

vai al contenuto, salta al contenuto, passa al contenuto principale, condividi, condividi su,
stampa, salva, invia, copia link, copia il link, ascolta, ascolta l'articolo, tempo di lettura,
minuti, minuto, min di lettura, minuti di lettura, commenta, commento, rispondi, pubblicato,
pubblicato il, aggiornato, aggiornato il, ultimo aggiornamento, alle, ore, leggi di più,
leggi tutto, cerca, accedi, abbonati, iscriviti, torna su, notizie

przejdź do treści, przejdź do głównej treści, udostępnij, udostępnij na, drukuj, zapisz, wyślij,
kopiuj link, skopiuj link, posłuchaj, posłuchaj artykułu, czas czytania, minuta, minuty, minut,
min czytania, minut czytania, minuty czytania, komentarz, komentarzy, skomentuj, odpowiedz,
opublikowano, data publikacji, publikacja, aktualizacja, zaktualizowano, dodano, czytaj więcej,
więcej, strona główna, szukaj, zaloguj, zaloguj się, zarejestruj się, subskrybuj, tagi, tematy,
godz, o, polub, obserwuj, wiadomości

перейти до вмісту, перейти до основного вмісту, перейти до контенту, поділитися, поділитись,
поширити, надрукувати, роздрукувати, версія для друку, зберегти, скопіювати, скопіювати посилання,
копіювати посилання, слухати, слухати статтю, час читання, час на читання, хв, хвилин, хвилини,
хв читання, хвилин читання, коментар, коментарів, прокоментувати, коментувати, відповісти,
опубліковано, оновлено, востаннє оновлено, дата, дата публікації, додано, читати далі,
читати більше, читати повністю, більше, головна, пошук, меню, увійти, вхід, зареєструватися,
підписатися, теги, теми, рубрика, рубрики, переглядів, перегляди, новини, вгору, надіслати, тому,
години, годин, фейсбук, твіттер, телеграм, ексклюзив, редагувати

перейти к содержимому, перейти к содержанию, перейти к основному содержанию, поделиться,
распечатать, версия для печати, сохранить, скопировать, скопировать ссылку, слушать,
слушать статью, время чтения, время на чтение, мин, минут, минуты, мин чтения, минут чтения,
комментарий, комментариев, комментировать, прокомментировать, ответить, опубликовано, обновлено,
добавлено, дата публикации, читать далее, читать дальше, читать полностью, ещё, еще, главная,
поиск, войти, зарегистрироваться, подписаться, темы, рубрики, просмотров, новости, наверх, г,
вконтакте, одноклассники, эксклюзив, мск

ga naar de inhoud, deel, delen, deel dit artikel, afdrukken, leestijd, lees meer, lees verder,
gepubliceerd, gepubliceerd op, bijgewerkt, 打印, 收藏, 留言, 阅读更多, 发布时间, 更新时间, シェア,
ツイート, 印刷, コメント, مشاركة, شارك, اطبع, نشر في, آخر تحديث, تاريخ النشر, اقرأ المزيد
"""
"""Phrases that make up lines of furniture, one after the other and with dates and numbers."""

NOTICES = """
©, (c) 20, copyright ©, copyright 20, copyright (c), all rights reserved, alle rechte vorbehalten,
tous droits réservés, todos los derechos reservados, todos os direitos reservados,
tutti i diritti riservati, riproduzione riservata, wszelkie prawa zastrzeżone, усі права захищен,
всі права захищен, все права защищен, 版权所有, sign up for our, sign up to our, sign up for free,
sign up here, subscribe to our, subscribe now, subscribe today, subscribe here, follow us on,
follow us @, like us on, find us on, join us on facebook, join us on telegram, join our telegram,
join our whatsapp, join our channel, connect with us on, we use cookies, this site uses cookies,
this website uses cookies, our site uses cookies, our website uses cookies, click here to,
click here for, click for, tap here to, enter your email, enter your e-mail, download our app,
get our app, get the latest news delivered, get our newsletter, get our latest,
this article was originally, this article was first published, this article originally appeared,
this article first appeared, this article was updated, this article has been updated,
this article has been corrected, this article has been amended,
this story was originally published, this story was first published,
this story originally appeared, this story first appeared, this story has been updated,
this story has been corrected, this post was originally published, this post originally appeared,
this audio is created, this audio is generated, this audio is ai-generated,
this audio was created, this audio was generated, this audio has been generated,
this article was translated, this article was generated, this translation was generated,
support our journalism, support our work, support independent journalism,
support quality journalism, read more at, read more on, read more about, view this post on,
a post shared by, file photo, file image, file picture, representational image,
representative image

melden sie sich für unseren newsletter, abonnieren sie unseren, jetzt abonnieren, jetzt anmelden,
folgen sie uns auf, newsletter abonnieren, wir verwenden cookies, wir nutzen cookies,
diese seite verwendet cookies, diese website verwendet cookies, dieser artikel erschien zuerst,
dieser artikel ist zuerst, dieser artikel wurde zuerst, dieser beitrag erschien zuerst,
dieser text erschien zuerst, empfohlener redaktioneller inhalt

abonnez-vous à notre, inscrivez-vous à notre, suivez-nous sur, rejoignez-nous sur,
téléchargez notre, nous utilisons des cookies, ce site utilise des cookies,
cet article a été publié, cet article est réservé, cet article est paru, cliquez ici

suscríbete a nuestr, suscríbase a nuestr, síguenos en, síganos en, descarga nuestra app,
utilizamos cookies, este sitio utiliza cookies, este sitio usa cookies,
este sitio web utiliza cookies, únete a nuestro canal, haz clic aquí, haga clic aquí,
este artículo fue publicado

inscreva-se em nosso, inscreva-se no canal, inscreva-se na newsletter, assine a nossa,
assine nossa, siga-nos no, siga-nos na, siga o canal, clique aqui, participe do canal,
este site utiliza cookies, este site usa cookies

iscriviti alla newsletter, iscriviti al canale, iscriviti al nostro, seguici su, scarica l'app,
questo sito utilizza cookie, questo sito usa cookie, questo sito utilizza i cookie, clicca qui

zapisz się do newslettera, zapisz się na newsletter, obserwuj nas na, polub nas na,
dołącz do nas na, śledź nas na, ta strona używa, nasza strona używa, materiał sponsorowany,
artykuł sponsorowany

підписуйтесь на, підписуйтеся на, підпишіться на, підписуйся на, приєднуйтесь до нашого,
приєднуйтеся до нашого, долучайтесь до нашого, долучайтеся до нашого, стежте за нами,
слідкуйте за нами, слідкуйте за нашими, читайте нас у, читайте нас в, читайте нас на,
цей сайт використовує, ми використовуємо cookie, ми використовуємо файли cookie, підтримайте нас,
якщо ви знайшли помилку, якщо ви помітили помилку, помітили помилку?, знайшли помилку?,
виділіть її та натисніть

подписывайтесь на, подпишитесь на, присоединяйтесь к нашему, следите за нашими новостями,
читайте нас в, читайте нас на, этот сайт использует, мы используем cookie,
мы используем файлы cookie, если вы нашли ошибку, если вы заметили ошибку, нашли ошибку?,
заметили ошибку?, выделите её и нажмите, выделите ее и нажмите

volg ons op, 图为, 本文转载自, 分享到, تابعونا على
"""
"""Openings of short paragraphs that are notices of the page, whatever follows."""

LABELS = """
also read, read also, read more, read next, see also, watch, must read, don't miss, related,
related article, related articles, related story, related stories, recommended,
recommended reading, up next, trending, tags, topics, categories, category, filed under, keywords,
image source, image caption, image credit, image, photo, photos, photo by, photo credit,
photo courtesy, photos by, photograph, picture, pictures, video, graphic, illustration,
illustration by, cover photo, featured image, header image, file, media caption

lesen sie auch, lesen sie mehr, lesen sie hier, lesen sie dazu, mehr zum thema, mehr dazu,
auch interessant, das könnte sie auch interessieren, weitere artikel, externer inhalt, foto,
fotos, bild, bilder, bildquelle, bildnachweis, grafik, symbolbild, symbolfoto, archivbild,
archivfoto, titelbild, schlagwörter

lire aussi, à lire aussi, lire également, à lire également, voir aussi, sur le même sujet,
contenu sponsorisé, crédit photo, crédits photo, crédits photos, crédit, crédits,
photo d'archives, photo d'illustration, légende, mots-clés

lee también, lea también, leer también, te puede interesar, también te puede interesar,
fotografía, foto de archivo, imagen, imagen de archivo, crédito, créditos, etiquetas, leia também,
leia mais, veja também, saiba mais, imagem, crédito da foto, leggi anche, leggi pure, vedi anche,
guarda anche, immagine, crediti, foto di archivio

czytaj też, czytaj także, czytaj również, czytaj więcej, zobacz też, zobacz także, zobacz również,
przeczytaj też, przeczytaj także, przeczytaj również, zdjęcie, zdj., fot., tagi

читайте також, читайте ще, читайте більше, читати також, також читайте, дивіться також,
новини партнерів, матеріали за темою, фото, ілюстрація, ілюстративне фото, світлина, скріншот,
скриншот, колаж, відео, інфографіка, теги, теми

читайте также, читайте ещё, читайте еще, читать также, также читайте, смотрите также,
новости партнеров, новости партнёров, материалы по теме, иллюстрация, изображение, коллаж, видео,
инфографика, темы

lees ook, bekijk ook, beeld, 图, 图源, 图片来源, 图片, 摄影, 来源, 责任编辑, 编辑, 写真, 出典,
相关阅读, 推荐阅读, 延伸阅读, اقرأ أيضا, اقرأ أيضاً, الصورة, تصوير, صورة, المصدر, الوسوم
"""
"""Labels of links, tags, pictures and credits, with a colon or bar after them."""

LINKS = """
related, related articles, related stories, related content, related news, related posts,
related topics, related links, related coverage, related reading, related articles & media,
more stories, more news, more articles, more on this story, more on this topic, more on this,
more from this section, more like this, read also, read next, read more, see also,
you may also like, you might also like, you may like, you might like,
you may also be interested in, most read, most popular, most viewed, most shared, most commented,
trending, trending now, trending stories, recommended, recommended for you, recommended stories,
recommended articles, recommended reading, editors' picks, editor's picks, editor's pick,
don't miss, up next, top stories, latest news, latest stories, latest articles, popular articles,
popular stories, popular posts, recent posts, recent articles, recent stories, similar articles,
similar posts, other news, other articles, other stories, what to read next, keep reading,
explore more, explore more on these topics, in case you missed it

mehr zum thema, auch interessant, das könnte sie interessieren, das könnte sie auch interessieren,
das könnte dich auch interessieren, weitere artikel, weitere themen, weitere nachrichten,
weitere meldungen, weitere beiträge, meistgelesen, meistgelesene artikel, ähnliche artikel,
ähnliche beiträge, verwandte artikel, verwandte themen, lesen sie auch, lesen sie dazu, zum thema,
empfehlungen der redaktion, neueste artikel, neueste beiträge, aktuelle nachrichten

à lire aussi, lire aussi, sur le même sujet, sur le même thème, articles liés,
articles similaires, articles connexes, articles récents, les plus lus, voir aussi,
pour aller plus loin, à découvrir, dans la même rubrique, plus d'articles, à lire également

noticias relacionadas, artículos relacionados, te puede interesar, también te puede interesar,
lo más leído, lo más visto, más noticias, lee también, lea también, relacionado, relacionados,
últimas noticias, contenido relacionado, más sobre este tema

notícias relacionadas, leia também, veja também, mais lidas, artigos relacionados, relacionadas,
últimas notícias, você pode gostar, mais notícias

leggi anche, articoli correlati, potrebbe interessarti, potrebbe interessarti anche, i più letti,
ultime notizie, vedi anche, correlati, notizie correlate

czytaj też, czytaj także, czytaj również, zobacz też, zobacz także, zobacz również,
powiązane artykuły, powiązane, polecane, polecamy, najczęściej czytane, najpopularniejsze,
podobne artykuły

читайте також, читати також, схожі новини, схожі статті, схожі матеріали, новини партнерів,
новини за темою, матеріали за темою, останні новини, популярне, популярні новини, найпопулярніше,
дивіться також, по темі, за темою, більше новин, новини дня, більше по темі, більше за темою

читайте также, читать также, похожие новости, похожие статьи, похожие материалы,
новости партнеров, новости партнёров, новости по теме, материалы по теме, последние новости,
популярное, самое читаемое, смотрите также, по теме, больше новостей, новости дня, ещё по теме,
еще по теме

lees ook, meer over dit onderwerp, gerelateerd, 相关阅读, 相关新闻, 相关文章, 相关报道, 推荐阅读,
延伸阅读, 热门文章, 热门新闻, 関連記事, おすすめ記事, اقرأ أيضا, اقرأ أيضاً, مواضيع ذات صلة,
أخبار ذات صلة
"""
"""Headings of lists of links to other articles."""

COMMENTS = """
comments, comment, view comments, all comments, reader comments, user comments, comments section,
leave a comment, leave a reply, join the conversation, join the discussion, discussion, responses,
replies, kommentare, kommentar, leserkommentare, commentaires, commentaire, comentarios,
comentario, comentários, comentário, commenti, commento, komentarze, komentarz, komentarzy,
коментарі, коментар, коментарів, комментарии, комментарий, комментариев, reacties, 评论, 留言,
コメント, تعليقات, التعليقات
"""
"""Headings of comment sections, with or without a number."""

COMMENT_MARKS = """
reply, like, report, flag, upvote, downvote, log in to comment, log in to reply, login to reply,
sign in to comment, be the first to comment, leave a comment, leave a reply, add a comment,
post a comment, post comment, sort by, newest, oldest, most liked, newest first, oldest first,
your email address will not be published, hours ago, hour ago, days ago, day ago, minutes ago,
weeks ago, months ago, years ago, antworten, melden, gefällt mir, répondre, signaler, responder,
denunciar, rispondi, segnala, odpowiedz, zgłoś, відповісти, поскаржитися, годин тому, хвилин тому,
ответить, пожаловаться, часов назад, минут назад, beantwoorden, 回复, 返信, رد
"""
"""Lines, or ends of lines, that stand only in comment sections."""

CREDITS = """
photo, photograph, photographs, picture, image, photo credit, image credit, picture credit,
credit, illustration, foto, fotos, bild, bildquelle, crédit, crédit photo, crédits, crédito,
fotografía, imagen, imagem, immagine, fot, zdjęcie, фото, ілюстрація, иллюстрация, beeld
"""
"""Labels before the name of a picture's maker at the end of a caption."""

AGENCIES = """
getty, shutterstock, istock, alamy, unsplash, pexels, pixabay, flickr, wikimedia, imago, dpa,
picture alliance, picture-alliance, reuters, afp, ap, associated press, epa, efe, ansa, tass,
тасс, xinhua, keystone, sipa, abaca, zuma, bloomberg, anadolu, nurphoto, ukrinform, укрінформ,
укринформ, унiан, уніан, унн, интерфакс, інтерфакс-україна, unian, pap, lusa, belga, anp, ritzau,
tt, ntb, pa wire, pa media, pool, риа новости, ria novosti, mti, apa, ats, cnn, bbc, agencies,
adobe stock, maxar, kyodo, yonhap, pti, ani, ians, interfax, interfax-ukraine, europa press,
agência brasil, 新华社, 路透社, 法新社
"""
"""News and picture agencies, as credits and datelines name them."""

BYLINES = {
    "plain": "by, written by, words by, story by, report by, reported by, posted by, von, par, por, "
    "escrito por, di, door, av, af",
    "colon": "by, interview, words, author, authors, autor, autorin, autoren, auteur, auteurs, autora, "
    "autores, autore, autorka, autorzy, text, texte, texto, testo, tekst, opracował, opracowała, "
    "автор, автори, авторка, авторы, текст, door, skribent, reporter, журналіст, журналист, "
    "作者, 记者, 文, 撰文, 記者, "
    "كتب, كتبت, بقلم, الكاتب",
}
"""What stands before an author's name: alone, or with a colon (or slash) after it."""
