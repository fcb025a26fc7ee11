"""The headers of tables of deals, in many languages: what each column holds. Pure tables.

A line is a field and its headers as `headers.normalise` makes them: without case, accents and punctuation. A header of
Pipedrive, `Deal - Title`, is `deal title`; its first word is taken off where the whole is not here.
"""

from __future__ import annotations

# Headers that say by themselves that a row is a deal.
SURE_TITLES = """
deal title, deal name, deal, dealname, card name, deal titel, deal bezeichnung, opportunity name, opportunity,
opportunity title, potential name, nama deal, judul deal, nama kesepakatan, nama peluang, negocio titulo,
negocio nome, nome do negocio, titulo do negocio, nome da oportunidade, nombre del negocio, nombre del trato,
trato titulo, negocio nombre, nombre de la oportunidad, titulo del trato, nom de la transaction, affaire titre,
nom de l affaire, transaction, nom de l opportunite, name des deals, name der verkaufschance, verkaufschance,
obchod nazev, 交易名称, 交易名稱, 商机名称, 商機名稱, 商机, 商機, 案件名称, 取引名, 商談名
"""
# Headers that mean the title where the other columns are those of deals.
TITLES = """
title, name, subject, project, titel, bezeichnung, projekt, betreff, judul, nama, proyek, titulo, nome, nombre,
projeto, proyecto, titre, nom, projet, objet, property, listing, objekt, immobilie, properti, objek, imovel,
propriedade, inmueble, propiedad, immeuble, 标题, 標題, 名称, 名稱, 项目, 專案, 案名, 物件, 房源, 楼盘, 樓盤
"""

# Those of them that in a list of people mean their job.
JOBS = ("title", "titel", "titulo", "titre", "position")

FIELDS = """
pipeline: pipeline, pipeline name, board name, deal pipeline, sales pipeline, funil, embudo, pipeline de ventas, 管道,
  销售管道, 銷售管道
stage: stage, deal stage, list name, pipeline stage, sales stage name, stage name, estagio, stage pipeline,
  sales stage, phase, deal phase, verkaufsphase, stand, tahap, tahapan, etapa, fase, etapa do negocio,
  etapa del negocio, etapa del trato, fase do negocio, etape, etape de l affaire, faze, phase de la transaction, 阶段,
  階段, 交易阶段, 交易階段, 销售阶段, 銷售階段, 商機階段, 商机阶段
status: status, deal status, outcome, won lost, status deal, estado, situacao, situacion, statut, stav, 状态, 狀態,
  交易状态, 交易狀態
value: value, deal value, amount, deal amount, deal size, worth, wert, betrag, summe, volumen, nilai, nilai deal,
  jumlah, harga, valor, valor do negocio, valor del negocio, importe, cantidad, monto, montant, valeur, hodnota,
  price, asking price, sale price, selling price, rent, total, expected revenue amount, preis, kaufpreis,
  verkaufspreis, miete, auftragswert, harga jual, harga sewa, nominal, preco, precio, prix, 金额, 金額, 交易金额,
  交易金額, 价值, 價值, 預計金額, 预计金额, 价格, 價格, 总价, 總價
maybe_value: expected revenue, estimated value, estimated revenue, est revenue, pendapatan yang diharapkan,
  receita esperada, ingreso esperado, ingresos esperados, 預期收入, 预期收入
currency: currency, amount currency, opportunity currency, value currency, currency of value, deal currency,
  deal currency code, currency code, currency iso code, wahrung, mata uang, moeda, moeda do valor, moneda, divisa,
  devise, mena hodnoty, 货币, 貨幣, 币种, 幣別, 幣種
commission: commission, provision, komisi, courtage, maklerprovision, comissao, comision, 佣金
commission_rate: commission rate, commission percent, commission %, provisionssatz, tingkat komisi
own_chance: own chance
chance: chance, probability, deal probability, wahrscheinlichkeit, deal wahrscheinlichkeit, probabilitas, peluang,
  probabilidade, probabilidad, probabilite, pravdepodobnost, 概率, 機率, 可能性, 成交概率, 成交機率
close: expected close, expected close date, close date, closing date, deal close date, expected closing,
  estimated close date, est close date, forecast close date, close, closes, closing, closes on, close by,
  expected closing date, target date, target close, abschluss bis, abschluss am, abschlussdatum,
  erwartetes abschlussdatum, abschluss, voraussichtlicher abschluss, perkiraan tutup, perkiraan closing,
  tanggal closing, target closing, data de fechamento, fechamento, data prevista de fechamento,
  data de fechamento esperada, fecha de cierre, cierre, fecha de cierre prevista, fecha esperada de cierre,
  date de fermeture, date de cloture, date de cloture prevue, ocekavane datum uzavreni, 预计成交日期, 預計成交日期,
  预计关闭日期, 預計結束日期, 结束日期, 結束日期, 成交日期
created: created, created at, created time, created date, create date, creation date, deal created,
  deal creation date, added, add time, date added, started, since, date created, erstellt, erstellt am, erstelldatum,
  erstellungsdatum, dibuat, tanggal dibuat, tanggal mulai, criado, criado em, data de criacao, negocio criado em,
  creado, creado el, fecha de creacion, cree le, date de creation, vytvoreno, 创建时间, 創建時間, 建立时间, 建立時間,
  创建日期, 建立日期
since: stage since, last stage change, deal last stage change, stage change time, date entered current stage,
  date entered stage, letzte phasenanderung, ultima mudanca de etapa, ultimo cambio de etapa
won: won time, deal won time, won date, won at, date won, won on, gewonnen am, gewinnzeitpunkt, menang pada,
  data de ganho, ganho em, fecha de ganado, ganado el, gagne le, datum vyhry
lost: lost time, deal lost time, lost date, lost at, date lost, lost on, verloren am, verlustzeitpunkt, kalah pada,
  data de perda, perdido em, fecha de perdida, perdido el, perdu le, datum prohry
closed: closed, closed at, closed on, deal closed on, close time, closed date, date closed, actual close date,
  geschlossen am, ditutup, tanggal tutup, fechado em, cerrado el, ferme le, uzavreno dne
updated: update time, updated, updated at, last modified, last modified date, modified time, last update,
  last activity date, deal last activity date
reason: lost reason, deal lost reason, loss reason, reason lost, closed lost reason, reason for loss, verlustgrund,
  grund, alasan kalah, alasan, motivo da perda, motivo de perda, motivo de perdida, motivo, raison de la perte,
  motif de perte, duvod prohry, 失败原因, 輸單原因, 输单原因, 失敗原因
source: source, deal source, lead source, original source, original source type, deal lead source, herkunft, quelle,
  sumber, origem, fonte, origen, fuente, source du lead, 来源, 來源
tags: tags, tag, labels, label, deal label, deal labels, etiketten, schlagworter, etiquetas, marcadores, etiquettes,
  标签, 標籤
notes: notes, note, description, deal description, card description, comment, comments, remarks, notizen,
  beschreibung, bemerkung, catatan, keterangan, notas, descricao, observacoes, descripcion, observaciones, remarques,
  commentaires, 备注, 備註, 描述, 说明, 說明
next: next, next step, next steps, next action, next activity subject, nachster schritt, langkah berikutnya,
  proximo passo, proximo paso, prochaine etape, 下一步
maybe_due: due date, tanggal jatuh tempo, fecha de vencimiento, vencimiento, data de vencimento, vencimento, echeance,
  date d echeance, falligkeitsdatum, 到期日, 截止日期
due: next due, next activity date, next step date, next action date, follow up date, deal next activity date, due,
  falligkeit, jatuh tempo
id: id, deal id, record id, pipedrive system id, deal pipedrive system id, system id, deal system id, datensatz id,
  id do registro, id de registro, id d objet, opportunity id, potential id, card id
uid: uid, crm uid
contact_uids: contact uids
history: history
people: people
contact: contact, contact person, deal contact person, person, person name, contact name, contact full name,
  associated contact, associated contacts, primary contact, primary contact name, kontakt, ansprechpartner,
  kontaktperson, zugehoriger kontakt, kontak, nama kontak, narahubung, contato, pessoa, pessoa de contato,
  contato associado, contacto, persona, persona de contacto, contacto asociado, personne, personne de contact,
  contact associe, kontaktni osoba, 联系人, 聯絡人, 聯繫人, 關聯聯絡人, 关联的联系人
customer: customer, customer name, client, client name, buyer, kunde, klient, pelanggan, klien, nasabah, pembeli,
  cliente, acheteur, 客户, 客戶, 客户名称, 客戶名稱, 顧客
company: company, company name, organization, organisation, organization name, deal organization, account,
  account name, associated company, associated companies, primary company, primary associated company, firma,
  unternehmen, organisation name, zugehoriges unternehmen, perusahaan, nama perusahaan, organisasi, empresa,
  organizacao, empresa associada, organizacion, empresa asociada, nombre de la cuenta, entreprise, societe, compte,
  organizace, 公司, 公司名称, 公司名稱, 组织, 組織, 關聯公司, 关联的公司
job: person job title, contact job title, job title, jobtitel
noise: owner, deal owner, creator, deal creator, deal creator id, visible to, deal visible to, weighted,
  weighted value, deal weighted value, currency of weighted value, weighted amount, amount in company currency, state,
  is own chance, organization id, contact person id, deal organization id, deal contact person id,
  associated contact ids, associated company ids, owner id, deal owner id, total activities, done activities,
  activities to do, email messages count, product quantity, product amount, product name,
  number of associated contacts, number of sales activities, number of times contacted, archive status,
  deal archive status, archive time, source origin id, source channel id, days to close, is closed won,
  is closed lost, is deal closed, is closed, hubspot team, hubspot owner, deal eigentumer, besitzer, eigentumer,
  pemilik, proprietario, proprietario do negocio, propietario, propietario del negocio, proprietaire,
  proprietaire de la transaction, vlastnik, expected revenue currency, fiscal period,
  forecast category, opportunity owner, potential owner, responsavel, penanggung jawab, sales rep, salesperson,
  account owner, responsable, zustandig, verantwortlich, card url, list id, board id, attachment count,
  attachment links, checklist item total count, checklist item completed count, vote count, comment count,
  due complete, due reminder, contact ids, company ids, last email received, last email sent, forecast amount,
  forecast probability, annual contract value, 所有者, 负责人, 負責人, 交易所有者
"""

# What stands before a field's name to say whose it is, in headers such as `Deal - Value`.
PREFIXES = """
deal deals opportunity potential negocio trato affaire transaction obchod kesepakatan oportunidade oportunidad
"""
PARTY_PREFIXES = """
person contact customer client kontakt pessoa contato persona contacto personne osoba kontak pelanggan nasabah kunde
cliente
"""
ORGANISATION_PREFIXES = """
organization organisation company account organizacao organizacion empresa unternehmen organizace perusahaan
"""

# What programs write for how a deal stands.
OUTCOMES = {
    "open": "open, active, in progress, ongoing, pending, offen, aktiv, terbuka, berjalan, aberto, aberta, "
    "em aberto, em andamento, abierto, abierta, en curso, ouvert, ouverte, en cours, otevřeno, otevřený, "
    "进行中, 進行中",
    "won": "won, closed won, closedwon, closed - won, win, success, successful, deal won, sold, rented, gewonnen, "
    "verkauft, vermietet, abgeschlossen und gewonnen, menang, berhasil, terjual, tersewa, laku, ganho, ganha, "
    "vendido, vendida, alugado, fechado ganho, fechado e ganho, negócio fechado, ganado, ganada, cierre ganado, "
    "cerrado ganado, cerrada ganada, gagné, gagnée, fermé gagné, vendu, vendue, loué, vyhráno, vyhraný, "
    "赢单, 贏單, 已赢单, 已售, 售出, 已租, 已成交, 成交, 已贏得",
    "lost": "lost, closed lost, closedlost, closed - lost, loss, failed, deal lost, withdrawn, verloren, "
    "abgeschlossen und verloren, kalah, gagal, batal, perdido, perdida, fechado perdido, fechado e perdido, "
    "cierre perdido, cerrado perdido, cerrada perdida, perdu, perdue, fermé perdu, prohráno, prohraný, 输单, 輸單, "
    "已输单, 已失去, 丢单",
    "void": "void, deleted, cancelled, canceled, archived, gelöscht, storniert, dihapus, excluído, eliminado, "
    "supprimé, smazáno, 已删除, 已刪除",
}
