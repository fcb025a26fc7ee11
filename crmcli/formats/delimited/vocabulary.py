"""The words of column headers in many languages, and what each says about its column.

Data only. A line is `tags: word, word, ...`; several tags separated by blanks say several things at once
(`mobile phone: mobiltelefon`). Words are compared without case, accents and punctuation; `headers` cuts a
header into the longest words listed here and makes a meaning of their tags. The languages stand in the order
en, de, fr, es, pt, it, nl, pl, ru, id, zh, ja, ko, others.
"""

NAMES = """
given: first name, first, given name, given names, forename, christian name, vorname, prenom, prenoms,
  primer nombre, nombre de pila, nombres, primeiro nome, voornaam, imie, nama depan, nama pertama, fornavn,
  fornamn, etunimi, jmeno, krestni jmeno, keresztnev, prenume, ime, ad, adi, tên, ονομα
given_or_name: nombre, nome, имя, 名, 名字, 이름, 名前
family: last name, last, family name, surname, nachname, familienname, zuname, nom de famille, apellido,
  apellidos, primer apellido, sobrenome, ultimo nome, cognome, achternaam, nazwisko, фамилия, прізвище,
  nama belakang, nama keluarga, 姓, 姓氏, 성, 苗字, etternavn, efternamn, efternavn, sukunimi, prijmeni,
  priezvisko, vezeteknev, nume de familie, prezime, soyad, soyadi, soyisim, ho, επωνυμο
name_or_family: name, nom, naam, namn, navn
name: full name, fullname, display name, displayname, contact name, contact, person, customer name,
  client name, customer, client, kontakt, file as, voller name, vollstandiger name, anzeigename,
  name vollstandig, kontaktname, nom complet, nom a afficher, nom affiche, nombre completo, nombre mostrado,
  nombre para mostrar, nombre del contacto, nome completo, nome de exibicao, nome do contato,
  nome visualizzato, nominativo, volledige naam, weergavenaam, imie i nazwisko, wyswietlana nazwa,
  nazwa wyswietlana, полное имя, отображаемое имя, фио, ф и о, контакт, контактное лицо, nama, nama lengkap,
  nama tampilan, nama kontak, nama pelanggan, 姓名, 全名, 显示名称, 显示名, 显示姓名, 联系人, 联系人姓名,
  客户姓名, 客户名称, 客户, 顯示名稱, 顯示名, 聯絡人, 聯絡人姓名, 客戶姓名, 氏名, お名前, 表示名,
  フルネーム, 성명, 표시명, 표시 이름, 성함, ho ten, ho va ten, ad soyad, adi soyadi, nev, jmeno a prijmeni,
  fullt namn, fullt navn, ชื่อ, الاسم
middle: middle name, middle names, middle, additional name, additional names, second name, weitere vornamen,
  zweiter vorname, mittelname, deuxieme prenom, second prenom, autres prenoms, segundo nombre, segundo nome,
  nome do meio, secondo nome, tweede voornaam, drugie imie, отчество, второе имя, nama tengah, 中间名,
  中間名, ミドルネーム, 중간 이름
prefix: name prefix, prefix, honorific, honorific prefix, salutation, anrede, namenspraefix, namensprafix,
  civilite, tratamiento, tratamento, prefijo, prefixo, prefisso, aanhef, voorvoegsel, zwrot grzecznosciowy,
  обращение, gelar, sapaan, 英文称谓, 头衔前缀, 頭銜, 敬称, 호칭
prefix_or_title: title, titel, titre, titulo, titolo, tytul, 头衔
suffix: name suffix, suffix, honorific suffix, namenssuffix, suffixe, sufijo, sufixo, suffisso,
  achtervoegsel, sufiks, суффикс, akhiran, 中文称谓, 称谓, 稱謂, 后缀, 後綴
nickname: nickname, nick name, nick, alias, spitzname, surnom, pseudonyme, apodo, apelido, soprannome,
  bijnaam, roepnaam, pseudonim, псевдоним, прозвище, ник, nama panggilan, panggilan, julukan, 昵称, 暱稱,
  绰号, 綽號, ニックネーム, 애칭, 별명
phonetic: phonetic, yomi, pronunciation, furigana, フリガナ, ふりがな, よみ, ヨミ, よみがな, 拼音
phonetic_family: セイ, せい, 姓 フリガナ, 姓 ふりがな, 姓 カナ, 姓カナ
phonetic_given: メイ, めい, 名 フリガナ, 名 ふりがな, 名 カナ, 名カナ
"""

CHANNELS = """
phone: phone, phones, phone number, phone no, telephone, telephone number, tel, tel no, tel number, tel nr,
  contact no, contact number, call, telefon, telefonnummer, tel nummer, rufnummer, telefonnr,
  numero de telephone, numero tel, telefono, numero de telefono, telefone, numero de telefone, fone,
  numero di telefono, telefoon, telefoonnummer, numer telefonu, nr telefonu, nr tel, telefonu, телефон,
  номер телефона, тел, телефоны, telepon, nomor telepon, no telepon, nomor telpon, no telpon, no telp, telp,
  nomor, no tlp, 电话, 电话号码, 联系电话, 联系方式, 電話, 電話號碼, 聯絡電話, 連絡電話, 電話番号, 전화,
  전화번호, 연락처, dien thoai, so dien thoai, sdt, telefon numarasi, puhelin, puhelinnumero, telefonszam,
  τηλεφωνο, โทรศัพท์, เบอร์โทร, الهاتف, 号码, 號碼
mobile phone: mobile phone, mobile phone number, mobile number, mobile no, cell phone, cell phone number,
  cellphone, cell number, cell, handphone, mobiltelefon, mobil tel nr, mobilnummer, mobilfunk,
  mobilfunknummer, handy, handynummer, handynr, telephone portable, tel portable, telephone mobile, gsm,
  movil, telefono movil, numero de movil, celular, telefone celular, numero do celular, numero de celular,
  telemovel, cellulare, numero cellulare, telefono cellulare, telefonino, mobiele telefoon, mobiel nummer,
  06 nummer, telefon komorkowy, komorka, komorkowy, numer telefonu komorkowego, nr komorkowy,
  мобильный телефон, номер мобильного телефона, мобильный, сотовый, сотовый телефон, мобильный номер,
  ponsel, nomor ponsel, no hp, nomor hp, hp, no handphone, nomor handphone, nomor wa, seluler, 手机, 手机号,
  手机号码, 移动电话, 移动电话号码, 手機, 手機號碼, 行動電話, 行動, 携帯, 携帯電話, 携帯電話番号, 携帯番号,
  휴대폰, 휴대전화, 핸드폰, 휴대폰번호, 휴대폰 번호, 휴대전화번호, 모바일, di dong, cep telefonu,
  mobiltelefonszam, mobilni telefon, matkapuhelin, mobil
fax: fax, fax number, fax no, facsimile, faxnummer, fax nummer, telefax, telecopie, telecopieur,
  numero de fax, numero do fax, numero fax, numer faksu, faks, факс, номер факса, faksimili, 传真, 传真号码,
  傳真, 傳真號碼, fax 番号, ファックス, ファクス, 팩스, 팩스번호
pager: pager, pager number, beeper, buscapersonas, numero do pager, numero cercapersone, cercapersone,
  pieper, piepernummer, semafoon, пейджер, номер пейджера, 寻呼机, 寻呼机号码, 呼叫器, 呼叫器號碼,
  ポケットベル, ポケットベル番号, 호출기
car phone: car phone, autotelefon, 车载电话, 汽車電話
video: video
callback phone: callback, ruckmeldung, 回电话, 回撥電話
radio phone: radio phone, 无绳电话, 無線電話
isdn phone: isdn
tty phone: tty tdd phone, tty tdd, telefon fur horbehinderte, tty tdd 电话, tty tdd 電話
telex phone: telex, 电报, telix
work phone: company phone, office phone, telefonu sluzbowy, 办公电话, 公司电话, 单位电话, 公司電話,
  辦公電話, 会社電話
main phone: haupttelefon, company main phone, telefon firma, 单位主要电话, 公司代表線, 總機, 总机
home phone: landline, landline phone, festnetz, festnetznummer, fixe, telephone fixe, tel fixe,
  telefono fijo, telefone fixo, telefono fisso, 집전화, 住宅电话, 家电, 固定电话, 座机, 市話, 固定電話
email: email, e mail, mail, email address, e mail address, mail address, emails, email id, email addr,
  mailadresse, e mail adresse, email adresse, e mail adressen, courriel, adresse e mail, adresse email,
  adresse mail, adresse electronique, correo, correo electronico, direccion de correo,
  direccion de correo electronico, direccion de email, endereco de email, endereco de e mail,
  correio eletronico, posta elettronica, indirizzo email, indirizzo e mail, e mailadres, emailadres,
  mailadres, adres e mail, adres email, poczta, электронная почта, адрес электронной почты, эл почта, почта,
  e mail адрес, surel, alamat email, alamat surel, 邮箱, 邮箱地址, 电子邮箱, 电子邮件, 电子邮件地址, 邮件,
  邮件地址, 電子郵件, 電子郵件地址, 電郵, 電子信箱, 信箱, 電子郵箱, メール, メールアドレス, eメール,
  電子メール, 이메일, 이메일 주소, 메일, 메일 주소, 전자우편, e posta, eposta, sahkoposti, epost, e post,
  thu dien tu
url: website, web site, websites, web page, webpage, web, url, homepage, internet, site, web address,
  webseite, internetseite, webadresse, site web, site internet, page web, pagina web, sitio web,
  pagina de internet, site pessoal, sito web, sito, webpagina, strona www, strona internetowa, www,
  веб страница, веб сайт, сайт, situs web, situs, laman, 网页, 网站, 网址, 主页, 網頁, 網站, 網址, 首頁,
  ウェブページ, ウェブサイト, ホームページ, サイト, 웹 페이지, 웹페이지, 웹사이트, 홈페이지
home_page url: website home page, home page
blog url: blog, website blog
profile url: website profile, profile
im: im, instant messaging, instant messenger, messenger
service: service
username: user name, username, login, benutzername, nom d utilisateur, nombre de usuario, nome de usuario,
  nome utente, gebruikersnaam, nazwa uzytkownika, имя пользователя, nama pengguna, 用户名, 使用者名稱,
  user principal name, ユーザー名, 사용자 이름
service_skype: skype, skype id, skype name
service_whatsapp: whatsapp, whats app, wa, no wa, nomor whatsapp, no whatsapp
service_telegram: telegram
service_wechat: wechat, we chat, weixin, 微信, 微信号, 微信號
service_line:, line id:
service_qq: qq, qq id, qq号, qq号码, qq號
service_aim: aim, aim id
service_icq: icq, icq id
service_jabber: jabber, xmpp
service_msn: msn, msn id
service_yahoo: yahoo id, yahoo messenger, yahoo
service_google_talk: google talk, google id, gtalk
service_irc: irc id
service_signal: signal
service_viber: viber
service_kakaotalk: kakaotalk, kakao talk, kakao, 카카오톡
service_linkedin: linkedin, linked in, linkedin url, linkedin profile
service_facebook: facebook
service_instagram: instagram
service_twitter: twitter
"""

PLACES = """
address: address, street address, postal address, mailing address, adresse, anschrift, postanschrift,
  adresse postale, direccion, domicilio, endereco, indirizzo, adres, adres pocztowy, адрес, почтовый адрес,
  alamat, 地址, 通讯地址, 联系地址, 详细地址, 通訊地址, 聯絡地址, 住所, 주소, dia chi, adres bilgisi, cim,
  adresa, adress, osoite
address line_1: address line 1, address line1, address1, 주소1
address line_2: address line 2, address line2, address2, 주소2
address line_3: address line 3, address3, 주소3
street: street, strasse, str, strasse und hausnummer, rue, voie, calle, rua, logradouro, straat, ulica,
  улица, jalan, jln, 街道, 街, 街道地址, 番地, 丁目 番地, 町名 番地, 도로명, sokak, utca
line_2: line 2, street line 2
formatted: formatted, full, complete
extended: extended address, extended, apartment, suite, unit
city: city, town, locality, city town, ort, stadt, wohnort, ville, localite, commune, ciudad, localidad,
  poblacion, municipio, cidade, municipality, citta, comune, localita, woonplaats, plaats, stad, miasto,
  miejscowosc, город, kota, 城市, 市, 市 县, 县市, 縣市, 市 鎮, 鄉鎮市區, 市区町村, 구 군, 시 군 구, 도시,
  thanh pho, sehir, varos, mesto, kaupunki
region: state, province, region, county, state province, state or province, state region, prefecture,
  bundesland, kanton, bundesland kanton, departement, pays etat, etat, provincia, estado, uf,
  comunidad autonoma, regione, provincie, wojewodztwo, регион, область, край, область край, республика,
  provinsi, propinsi, 省, 省 市 自治区, 省 自治区 直辖市, 省份, 省市, 縣 市, 都道府県, 시 도, 도, tinh
postal_code: postal code, postcode, post code, zip, zip code, zipcode, zip or postal code, zip postal code,
  plz, postleitzahl, code postal, cp, codigo postal, cep, cap, codice postale, kod pocztowy,
  почтовый индекс, индекс, kode pos, kodepos, 邮政编码, 邮编, 郵遞區號, 郵便番号, 〒, 우편번호, posta kodu,
  iranyitoszam, psc, postnummer
country: country, country region, country or region, nation, land, land region, pays, pays region, pais,
  pais region, pais residencia, nazione, paese, stato, panstwo, kraj, страна, страна или регион,
  страна регион, negara, 国家, 国家 地区, 國家, 國家 地區, 国, 国名, 국가, 나라, ulke, quoc gia, orszag
po_box: po box, p o box, post office box, address po box, postfach, boite postale, bp, apartado,
  apartado postal, caixa postal, casella postale, postbus, skrytka pocztowa, а я, абонентский ящик,
  kotak pos, 地址 邮箱, 邮政信箱, 郵政信箱, 私書箱, 사서함
work address: werkadres
work city: werklocatie
home city: ciudad donde vive, 居住縣市
home country: 居住國家
work region: werkprovincie
work postal_code: werkpostcode
work country: werkland
home region: 居住地省 自治区 直辖市, 住家省市
work title: werkfunctie
"""

WORK = """
company: company, company name, associated company, primary company, organization, organisation,
  organization name, organisation name,
  organization 1 name, employer, business name, account name, corporation, firma, firmenname,
  firma organisation, unternehmen, unternehmensname, arbeitgeber, societe, entreprise, nom de la societe,
  raison sociale, organisme, empresa, compania, organizacion, nombre de la empresa, organizacao,
  nome da empresa, azienda, societa, ditta, ragione sociale, organizzazione, nome azienda, bedrijf,
  bedrijfsnaam, organisatie, firma organizacja, organizacja, nazwa firmy, компания, организация,
  название компании, фирма, название организации, perusahaan, nama perusahaan, instansi, 公司, 公司名称,
  单位, 单位名称, 企业, 企业名称, 工作单位, 公司名稱, 單位, 企業, 企業名稱, 会社, 会社名, 組織, 勤務先,
  회사, 회사명, 직장명, cong ty, sirket, vallalat, cegnev, ceg, spolecnost, yritys, foretag, virksomhed
department: department, dept, division, abteilung, service entreprise, departement service, departamento,
  setor, reparto, afdeling, dzial, отдел, подразделение, departemen, divisi, bagian, 部门, 部門, 所属, 部署,
  부서, phong ban, departman, osztaly
title: job title, position, role, function, occupation title, designation, arbeitstitel, jobtitel, funktion,
  stellung, berufsbezeichnung, poste, fonction, intitule du poste, profession, puesto, cargo,
  puesto de trabajo, qualifica, mansione, ruolo, posizione, functie, functietitel, stanowisko, должность,
  jabatan, posisi, pekerjaan, 职务, 职位, 职称, 職務, 職稱, 職位, 役職, 肩書き, 肩書, 직위, 직책, 직급,
  chuc vu, unvan, beosztas
"""

PEOPLE = """
spouse: spouse, wife, husband, partner, ehepartner, conjoint, conyuge, conjuge, coniuge, echtgenoot,
  malzonek, супруг, супруга, pasangan, suami, istri, 配偶, 配偶者, 배우자
child: child, children, kinder, enfants, hijos, filhos, figli, kinderen, dzieci, дети, anak, 子女, 子供,
  자녀
manager: manager, manager s, managers, boss, supervisor, vorgesetzter, vorgesetzten,
  name des r vorgesetzten, responsable, jefe, gerente, responsabile, kierownik, руководитель, atasan, 经理,
  经理姓名, 主管, 主管名稱, 上司, 관리자
assistant: assistant, assistant s, assistants, assistent, assistent in, assistentin, assistente, asistente,
  asystent, ассистент, asisten, 助理, 助理的, 秘书, 秘書, アシスタント, 비서
referrer: referred by, empfohlen von, recommande par, referido por, indicado por, presentato da,
  polecony przez, рекомендовал, direferensikan oleh, 引用者, 介绍人, 介紹人, 紹介者, 소개자
"""

DAYS = """
birthday: birthday, date of birth, birth date, birthdate, dob, born, geburtstag, geburtsdatum, geb datum,
  date de naissance, naissance, anniversaire, fecha de nacimiento, cumpleanos, nacimiento,
  data de nascimento, nascimento, aniversario natalicio, data di nascita, compleanno, geboortedatum,
  verjaardag, data urodzenia, urodziny, дата рождения, день рождения, tanggal lahir, tgl lahir, ulang tahun,
  hari lahir, 生日, 出生日期, 生年月日, 誕生日, 생년월일, 생일, ngay sinh, dogum tarihi, szuletesnap,
  syntymapaiva, fodselsdag, fodelsedag
birth_year: birth year, year of birth, geburtsjahr, annee de naissance, ano de nacimiento,
  ano de nascimento, anno di nascita, geboortejaar, urodziny rok, rok urodzenia, год рождения, tahun lahir,
  出生年份, 出生年, 誕生年, 태어난 해
birth_month: birth month, month of birth, geburtsmonat, mois de naissance, mes de nacimiento,
  mes de nascimento, mese di nascita, geboortemaand, urodziny miesiac, месяц рождения, bulan lahir,
  出生月份, 出生月, 誕生月, 태어난 달
birth_day: birth day, day of birth, jour de naissance, dia de nacimiento, dia de nascimento,
  giorno di nascita, geboortedag, urodziny dzien, 出生日, 태어난 날
birth_month_bare: mois, month, monat, mes
birth_day_bare: jour, day, tag, dia
anniversary: anniversary, wedding anniversary, wedding day, jahrestag, hochzeitstag,
  anniversaire de mariage, aniversario, anniversario, trouwdag, rocznica, годовщина, hari jadi, 纪念日,
  紀念日, 結婚記念日, 記念日, 기념일
event: event, ereignis
"""

OTHERS = """
notes: notes, note, comment, comments, remark, remarks, memo, description, notizen, notiz, bemerkung,
  bemerkungen, anmerkung, anmerkungen, kommentar, remarques, remarque, commentaire, commentaires, notas,
  nota, observaciones, comentarios, observacoes, comentario, osservazioni, commenti, aantekeningen,
  opmerkingen, opmerking, notatki, uwagi, заметки, примечание, примечания, комментарий, catatan, keterangan,
  备注, 附注, 注释, 备忘, 說明, 備註, 附註, 記事, メモ, 備考, 메모, 비고, ghi chu, notlar, megjegyzes,
  poznamka, poznamky
groups: categories, category, groups, group, group membership, labels, tags, tag, lists, kategorien,
  kategorie, gruppen, gruppe, categorie, groupes, groupe, categorias, categoria, grupos, grupo, etiquetas,
  gruppi, gruppo, categorieen, groepen, groep, grupy, категории, категория, группы, группа, kategori, grup,
  kelompok, 类别, 分组, 组名, 群组, 标签, 類別, 分組, 群組, 標籤, グループ, 分類, カテゴリ, 그룹, 범주, 분류
relation: relation, related person, related name, relationship
custom: custom field
jot: jot
language: language, sprache, langue, idioma, lingua, taal, jezyk, язык, bahasa, 语言, 語言, 言語, 언어
value: value, wert
label: label, type, typ, tipo, тип, 类型, 類型
display: display name, displayed name, angezeigter name, 显示名称, 显示名, 顯示名稱
sensitivity: sensitivity, vertraulichkeit, 敏感度
priority: priority, prioritat, 优先级, 優先順序
private: private, privat, 私有, 私人
gender: gender, sex, geschlecht, 性别, 性別
initials: initials, initialen, initiales, iniciales, iniciais, iniziali, inicjaly, 缩写, 縮寫
"""

QUALIFIERS = """
home: home, personal, private, residential, residence, house, privat, private e, prive, privee, personnel,
  personnelle, domicile, particular, casa, residencial, residencia, donde vive, pessoal, di casa, residenza,
  personale, thuis, domowy, domowa, dom, домашний, дом, домашняя, rumah, pribadi, 住宅, 家庭, 居住, 居住地,
  家, 个人, 住家, 私人, 個人, 自宅, 자택, 집, 개인
work: work, business, office, job, company s, geschaftlich, dienstlich, arbeit, buro, beruflich, gesch,
  professionnel, professionnelle, bureau, travail, trabajo, laboral, oficina, comercial, trabalho, lavoro,
  ufficio, werk, zakelijk, sluzbowy, sluzbowa, praca, рабочий, рабочая, раб, служебный, офис, kantor, kerja,
  usaha, 商务, 工作, 工作地, 办公, 办公室, 商務, 辦公, 辦公室, 勤務先, 会社, 職場, 직장, 회사, 업무, 사무실
other: other, others, andere, sonstige, weitere, weiterer, weiteres, weiteres r, weiteres e, autre, otro,
  otra, outro, altro, overig, overige, inny, inna, другой, lainnya, lain, 其他, その他, 기타
mobile: mobile, mobil, portable, mobiel, моб, 移动, モバイル
main: main, principal telephone
primary: primary, default, preferred, primare, primar, principale, principal, primaria, primario, primair,
  podstawowy, основной, utama, 主要, 首选, 代表, 基本, 기본
secondary: secondary, alternate, alternative, sekundare, sekundar, secondaire, secundaria, secundario,
  secondaria, secondario, secundair, dodatkowy, альтернативный, дополнительный, 备用, 其它, 次要, 別の, 추가
"""

FILLERS = """
filler: the, of, for, s, l, d, r, e, de, del, della, di, da, do, des, du, der, die, das, la, le, los, y,
  and, und, et, no, nr, nummer, number, numero, adresse, address, の, 的, 番号, 号, name, names, namen, 名,
  名称, 姓名, 名稱, 이름
"""
