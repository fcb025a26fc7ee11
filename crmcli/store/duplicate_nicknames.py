"""Given names that are one name: short forms, pet names, and the forms of other languages and spellings. Only data.

A name and its forms, folded, stand between two slashes. Forms of other languages stand together where people go by
them at home and abroad, as `juan` and `john` do. Many a short form stands in several places: `alex` may be a man or a
woman.
"""

from __future__ import annotations

from functools import cache

_NAMES = """
aaron aron harun haroun / abdul abd abdu abdoul abdel abdl / abdullah abdallah abdulloh abdoullah abd / abigail abby
gail / abraham abe bram abram ibrahim ebrahim ibraheem avraham / adam adem adamo / adelaide adele heidi addie
adelheid / adolfo fito adolf dolf / adrian adrien adriano adrianus / adriana adri dri / adriano adri dri / agnes
agnieszka ines agnese inez / agus agustinus agoes / ahmad ahmed achmad akhmad ahmat amad hamad ahmet ach / aisyah
aisha aysha aishah ayesha asiyah aisja aicha / alan allan allen al / albert al bert bertie alberto albrecht albertus
/ alberto beto / aleksandr alexander alex sasha sascha sacha alec alek alejandro alexandre alessandro sandro xander
zander shura sanya iskandar aleksander alexandros alekos iskander oleksandr lex ale / aleksandr shurik / aleksandra
alexandra alex sasha sandra alejandra alessandra lexi sandy shura oleksandra xandra ale / aleksey alexei alexey
aleksei alexis alyosha lyosha lesha aleksej oleksiy oleksii / alexandre xande / alfonso alfons poncho fonso / alfred
fred alf alfie alfredo fredo / alice alicia alisa alisha alya / alina alinka alya / alvaro alvarito / amanda mandy /
amelia amy millie amalia emilia / anastasia anastasiya nastya stacy nastia anastasija asya tasya stasya / anatoliy
anatoly anatoli tolya anatolii / anatoliy tolik / andre dede / andrey andrei andrew andy drew andreas andre andres
andrea andrzej andrii andriy andrej anders ondrej andri / angela angie angelina angelika angelica / angela gela /
anna ann anne annie anya ana hannah hanna anja anka annika anita nancy annemarie hana chana nanette ania anushka /
anthony tony antonio antoine anton antonius toni antony tonio nino tonino antonios antoni toninho tonho / antonia
toni antonina tonya tonia / antonio tono / aparecida cida / archibald archie / ari arie aryeh / arkadiy arkady
arkadi arkasha / arseniy arseny senya / arthur art artur arturo arie / artyom artem artiom tyoma tema / augusto guto
/ augustus august gus augusto agosto agustin augustin / bagus bagoes / bambang bang / bambang mbang / barbara barb
babs barbie varvara varya basia barbro / bartholomew bart / bayu bayoe / beatrice bea trixie beatriz beatrix bia /
benedict ben benny benedikt benito benoit benediktus / benedita dita / benjamin ben benny benji benjamim benyamin
bunyamin binyamin / bernard bernie bernhard bernardo barney bernd bernardus / beverly bev / boris borya borja /
bradley bradford brad / brian bryan bryant / brigitte birgit gitte bridget brigitta biddy brigida / bronislaw bronek
/ budi boedi budhi / cahyo tjahyo tjahjo / calvin cal / camila cami / carl karl carlos charles charlie charley chuck
carlo karol karel charly carlitos chad chaz kalle karlheinz / carlota charlotte lotte lottie charly carla karla
carlotta / carmen carmela / carolina caro / caroline carol carrie carolina karolina karoline lina carolyn /
catherine katherine kate katie kathy cathy kat kathryn kitty kay katarina katharina catarina catalina ekaterina
yekaterina katya katia katrin kathrin caterina katharine kathleen katja cathrin kasia katarzyna kati karin trina
rina cata / cecilia cecile celia cissy ceci cecily / charlene charlie / christian chris kristian cristian cristiano
christiaan christianus / christina christine chris tina chrissy kristina kristin cristina christel kristine kirsten
stina tine christa kris crista tini / christopher chris kit topher kristopher christoph christophe cristobal
christof cristofer cristovao toffer kristof / clara klara claire clare chiara clarissa / claudia claudie klaudia /
claudio claude klaus claus nikolaus / clifford cliff / clinton clint / concepcion concha conchita / condro tjondro
chandra candra / conceicao sao / constance connie constanza / constantine konstantin costa kostya kostas constantin
constantino dinos konstantinos / consuelo chelo / cornelia conny connie / cristiano cris / cynthia cindy cyndi
cintia / daniel dan danny daniele danil daniil danilo dani danyil danila / daniela danielle dani ella daniella
daniele / daria darya dasha dariya / david dave davey davy davide daud dawid dawud daoud davi / deborah debbie deb
debora debra / deborah debi / denis dennis denny deni denys dionisio denise / desi dessy desy deasy / dewi devi
dewie / diana diane di / didik didiek / dieter dietrich / dmitriy dmitri dmitry dima mitya dmytro dimitri dimitry
dimitrios dimitris mitja demetrio / dolores lola loli lolita / dominic dom nick dominik domingo dominique dominikus
domingos / donald don donnie donny / dorothy dot dottie dolly dorothea dora dorothee dorota / douglas doug / dwi
dwie / edgar ed eddie / edith edie edita / edmund ed eddie edmundo / eduard edik / eduard edward ed eddie eddy ted
teddy ned eduardo edouard edu edo dudu duda edvard edi / eduardo lalo / edwin ed eddie edi / egor yegor gosha /
eleanor ellie nell nora ella eleonora leonora nelly elinor lenore / elena helen yelena jelena helena lena olena
ellen alyona alena helene elina nelly leni lenka lenochka / elisabeth babette / elizabeth liz lizzie beth betty
eliza lisa liza elisabeth bess betsy libby elise elsa elsbeth lisbeth yelizaveta elizaveta lili elisabetta bettina
sissi ilse liesl elspeth elzbieta ela lisbet / elvira elvi / emil emilio emile emiliano / emily em emmy emilia
emilie millie / emmanuel manuel manny manolo emanuel manu immanuel emanuele manoel manel / encarnacion encarna /
enrique henry harry hank henri heinrich henrik hendrik quique heinz heiner enrico henrique rico henryk kike heinrik
hendri hendry genrikh rick / erik eric erick erich eryk rick ricky / ernest ernie ernst ernesto / ernesto neto /
esther ester estelle hester / eugene gene yevgeny evgeny evgeniy zhenya yevgeniy eugen eugenio evgenii evgeni ievgen
yevhen yevgeni / eugenia evgeniya yevgenia zhenya evgenia yevgeniya genia / eva eve evie evita ewa yeva hawa evi evy
/ fabiana fabi fabienne / fabio fabrice fabien fab / fadli fadhli fadly / faisal faysal feisal faizal / fajar fadjar
/ farid fareed farit / fatimah fatima fathimah fatma faten fatemeh fatime / felix feliks felice / fernanda nanda /
fernando fernand ferdinand ferdi nando fernandes ferry hernando / filip philip phil philipp philippe felipe filippo
pip filipe fil felippe / florence flo florencia flor / florian flo / frances fran francesca francisca fanny
franziska franzi francoise franny paca paquita francine chica fransiska / francis frank fran francisco paco pancho
francois franz francesco frans franciscus fransiskus chico kiko curro ferenc frankie frantisek cisco quico francesc
franco patxi chicho paquito / frederick fred freddy frederic friedrich fritz federico frederik freddie fede
frederico lico fryderyk / gabriel gabe gabriele gaby gabi gavriil gavril jibril / gabriela gabriele gabriella gaby
gabi gabrielle / galina galya halyna / gary garry gerry / genevieve gen eve jenny / genevieve ginette / gennadiy
gennady gennadi gena gennadii / geoffrey jeffrey jeffery jeff geoff godfrey / george georg jorge georges giorgio
yuri yuriy yury iurii yurii jurij juri jurgen jorg joerg georgy georgiy georgi giorgos yiorgos zhora gosha jerzy
jordi jiri georgios georgii yura jurek / gerald gerry jerry gerhard gerd gerardo gerard gert geraldo gherardo /
gertraud traudl / gertrude trudy gertrud gerti trude / giovanni gianni john vanni / gisela gisele gisella / giuseppe
joseph beppe peppe pino / gonzalo gonza / gordon gord / grace graca gracia grazia graciela / graham graeme /
gregorio goyo / gregory greg gregor grigoriy grisha gregorio grigori grigory grzegorz gregoire grischa / guadalupe
lupe lupita / guillermo william memo guille wilhelm willem guillaume guilherme gui / gunawan goenawan / gunawan
wawan iwan / gustav gustavo gus gustave gustaf / gustavo guto guga / gwendolyn gwen / hafiz hafidz hapid hafidh /
hamid hameed / hamzah hamza / hannelore hanne lore / harold harry hal harald haroldo / harriet hettie / hasan hassan
/ hasanah hassanah hasana / hector tito / heinrich heini / hendra hendera / herbert herb bert bertie / hermann
herman armando hermanus manni / hermawan wawan / hilde hilda hildegard / hubert bert hugh hugo ugo huub / humberto
beto / hussein husain hussain husein hossein housein hosein huseyin hocine / idris idrees / ignacio natxo / ignatius
ignacio nacho iggy ignaz ignat iggi inacio / ilham elham / ilya ilia ilja elias elijah eli elia ilyas elie ilija
eliyahu / indra hindra / inga inge ingrid / inmaculada inma / irawan wawan iwan / irina ira irene irena irinka irka
irinushka iryna iren / isaac ike zac isak ishak iskhak isaak yitzhak / isabel isabella isabelle isabela bella
chabela bebel isa izabela ysabel / ivan vanya ioann ivo wanja john vania / jacob jake jack jakob yakov jacques
giacomo yakub yaakov iago thiago tiago jacobo jacobus yakobus yasha jakub kobus jacopo koos / jacqueline jacquie
jackie / james jim jimmy jamie jaime jem jimbo santiago diego jakobus yakobus / jane janet jean jeanne joan joanna
johanna giovanna juana joana jana janice joanne jo janine jannah joni jeannette yana ioana jenny hanna juanita
yohana yohanna / jason jay / javier xavier javi xavi / jeanbaptiste jb / jennifer jen jenny jenna jeni jenni jennie
/ jeremy jerry jeremiah jeremias jem / jerome jerry geronimo gerolamo hieronymus jeronimo / jessica jess jessie
jesse / jesus chucho chus chuy / joachim joaquin jochen achim joaquim quim yoakim quino jo / johannes hannes / john
johnny jack jon juan jean johann johannes hans jan joao yohanes ian sean giovanni ivan johan yahya jonny evan shawn
juanito juancho jens joan hanns yohannes jannis ioannis yannis johanes jhon joaozinho yani jo joni hansi / joko
djoko jaka djaka / jonathan jon jonny yonatan nathan jonatan / jose joseph joe joey pepe josef giuseppe yusuf yosef
yousef youssef josep jozef yosep yoseph sepp jo chepe josip pepito jusuf iosif osip ze josue yusup yoesoef youssouf
yussuf zeca jupp beppo seppl jou / josefina josephine josie jo fina pepa giuseppina josefa josefine finn zefa /
joseph jos / joshua josh yosua josue yeshua / joyce joy / joyo djoyo / juan juancho juanito / judith judy jude judit
yudit / jules julio julius giulio juliano / julia julie giulia yulia yuliya jules iuliia julija julka yulya / julian
julien iulian yulian julianus juliano / juliana ju / juliana yuliana julieta juliet juliette / kadir kader qadir
kadeer / karina karin carina / karsten carsten / kartika tika / katharina kathe kathi / kemal kamal kamaludin /
kenneth ken kenny / kevin kev / khalid khaled kholid halid chalid kholed / kimberly kim / kirill kyrylo cyril kiril
/ krishna krisna kresna / ksenia kseniya xenia oksana ksyusha oxana / kuncoro koentjoro kuntjoro / kurnia kurniawan
/ kurniawan wawan iwan / kurt curt conrad konrad / laila leila layla lejla / laksmi lakshmi / larisa larissa lara
laryssa / lawrence larry laurence lorenzo laurent lorenz laurie lars lourenco loren laurenz enzo laurentius renzo /
leonard leo lenny len leonardo leonid leonhard lyonya lionel leon lennart leonardus / leopold poldi / lester leslie
les / leticia leti / lev leo leon leva leonel / lewis louis lou luis ludwig luigi louie luiz lutz gino ludovico
aloysius lew lojze wiggerl alois luisito lula lulu luizinho / lidia lydia lida lidiya lyda / lieselotte lilo liesl /
linda lynn lindi belinda / lucas luke luca lukas luc lucasz lukasz lucio / luciana lu / lucy lucia luz lucie luci
luzia lucille lucinha / luis lucho / luisa louise lou louisa luise lulu lisette luiza lucha / lyubov lyuba liubov
luba / lyudmila ludmila luda lyuda mila liudmila ljudmila lyuba / magdalena magda maggie lena madeleine madeline
maddie leni malena madlen maddalena / mahmud mahmoud mahmood mahmut machmud / maksim maxim max maxime maximilian
maximo massimo maks maxwell makar maksym maximiliano maximus / manfred manni / manuela manu / marcelo celo / marcus
mark marc marco marcos markus marek marko marquinhos / margaret maggie meg peggy marge margie greta gretel margarita
marguerite margarete margot madge daisy rita gretchen grete margarida rosmarie margherita margit margareta marga
guida malgorzata gosia maisie mags / margarita rita / marguerite margot / maria marie mary mariya masha mari marija
miriam maryam mia mariam marya molly polly mara mitzi manya marusya moira marisa mariah maricarmen marichu maruja
mizzi meri mayra cuca maryia maryna / mariana marianne maryanne marian mariane marianna nana / marina maryna /
marlene marlies / martha marta marfa patty / martin marty marten martino martinho martinus tin marcin / martin
tincho / mathilde mathilda tilda / matthew matt matthias mateo matteo mathieu matias mats matty mateus matvey
matheus mathias matz matewsz matej matteus / matthias matze / maulana mawlana moulana / maurice moritz mauricio
maurizio moris morris / maximiliano maxi / megan meg meggie / mehmet mehmed mohammed muhammad mohamed mohammad
muhamad muhammed moh mohd muh muhd mochamad mochammad mochamed mohamad mukhamad muhamed mo m md mahomet muchamad
muchammad mokhamad magomed mukhammad mokhammad moch mhd mamadou / melanie mel melly / melinda mindy / melissa mel
lissa missy melisa / mercedes merche meche / michael michi / michael mike mick mickey mikhail misha miguel michel
michele mikael mikhael mihai mihail mischa mikey mitch michal mykhailo mykhaylo migue miki michail miquel michiel
mikko mikel michelangelo maik / michaela michi / michelle michele shelly / mildred millie / monica monika moni mona
monique / montserrat montse / muhsin mukhsin mochsin / mustafa mustapha mustofa musthofa mostafa mostapha moestafa /
nadia nadezhda nadya nadja nadine nadiya nadejda / nasir nasser naser / natalia natalya natasha nataliya natalie
nathalie nata tasha natascha nataly natalija tashi talia / nathan nathaniel nate nat nathanael natan / nicholas nick
nicky nico nicolas nikolai nikolay kolya nikola nicola nikolaus niko klaus niklas claus nicolau mykola colin nikolaj
nikos nils niels nikolaos mikolaj nicolo kolja nicolaas / nicole nicky nico nikki nicola nicoletta nikol / nikita
nik / nikolay kolyan / nina ninochka antonina yanina janina / noor nur noer nour nor / norbert norbi / norman norm /
nurhayati noerhajati nur / nuria nuri / oleg olezhka oleh / olga olya helga olha olia olja / oliver ollie oliviero
olivier oli nol / olivia liv livia ollie / oscar oskar ossi / osvaldo oswald valdo / pamela pam pammy / patricia pat
patty trish tricia patrizia patti pati patsy / patricia patri / patrick pat paddy patricio patrik rick padraig
patrizio / paul pablo paolo pavel paulo paulus pasha pawel pavlo pol pauli pal pavlos paulinho pablito / paula paola
paulina pauline polina polya paulette / pedro peter pete pierre pietro petr pyotr piotr petrus petya piet perico
pieter petro piero petros petrik pedrinho peer per petar petja pitr / penelope penny / philippe fifi / pilar pili /
prayitno prajitno / putri puteri / rachel rae rachael raquel shelly rahel raechel rachelle / rafael raphael rafa raf
rapha raffaele rafal rafaello / rahardjo raharjo jojo / rahman rachman rakhman rehman rohman / rahmat rachmat
rakhmat rahmad rochmat rohmat rachmad / raisa raya / ramadhan ramadan romadhon ramazan ramdhan ramdan / ramon moncho
/ randall randolph randy / raquel raque / rasyid rashid rasheed rachid / raymond ray raimundo ramon raimund mundo
raymundus / rebecca becky becca rebeka rebekka rivka / regina gina reggie / reginald reg reggie rex / reinaldo naldo
reinald reinhold / renata renate renee nata / renato nato / rene renatus renato / ricardo caco / richard rick rich
dick ricky ricardo riccardo rikard richie ritchie ryszard cardo ricardinho reichard / rizki rizky rizqi riski rizqy
rezky / robert bob rob bobby robbie roberto bert robertus robinho beto bobo / roberta bobbie robbie robin berta /
rodolfo fito / rodrigo rodri / roger rog rodger rogelio rogerio rudiger ruediger rutger / roman romano roma romain
romanus / ronald ron ronnie ronaldo ronny ronaldinho / ronaldo naldo / rosa rose rosie rosalia rosario roza rosita
roswitha charo rosinha / rosalind roz ros / rosemarie rosi romy / rosmawati ros / roxana roxanne roxy roxane /
rudolf rudy rudolph rodolfo rudi rolf ralf ruedi / rukmini roekmini / ruslan rusik rus / russell russ rusty / sabine
bine / said saeed saed sayid sayed syed saiid zaid / salim saleem slim / samantha sam sammy / samuel sam sammy
samuele samuil sami shmuel / sandra sandy sandi / sara sarah sally sadie sarai zara / sebastian seb bastian basti
sebastiao sebastien bas sebas tiao bastien sebastianus / sebastiana tiana / semyon senya / serge sergey sergei
sergio seryozha sergiy serhiy sergej serhii sergii serezha sirgio / setiawan wawan iwan / setyo setio setya setia /
sharif syarif sarif cherif syarief shareef / shirley shirl / siegfried sigi siggi / sigrid sigi / silvia silvi /
silvia sylvia sylvie silvie silke / simon semyon simeon simao semen siman syoma / simone simona / siti sity sitti /
slamet met / slamet selamet / soeharto suharto / soekarno sukarno / sofia sophia sophie sofya sonya sonja zofia
sofie sonia sofi zosia / soledad sole / sri srie / stanislav stanislaw stas stan stanislaus slava stash estanislao /
stefan stephen steven steve stephan esteban stefano etienne stevie estevao stepan stepa istvan stjepan stefanus
stepanus szczepan steffen stef / stephanie steph steffi stefanie stephie estefania stefania steffie fanny stepanie /
stuart stewart stu / sulaiman suleiman sulayman solomon salomo soleman sulaeman suleyman soliman salomon / susan sue
susie suzanne susanna susana susanne suzy suzie zuzana zsuzsa sanna susi suse zuzanna susann / susilo soesilo /
sutrisno trisno soetrisno / svetlana sveta lana svitlana swetlana svetka / syaiful saiful saipul saeful / syamsul
samsul shamsul / sydney sidney sid / tamara toma tammy tamar / tatiana tatyana tanya tania tatjana tatiyana tetiana
tanja / taufik taufiq topik tawfik tawfiq toufik / teodoro teo / terence terrence terrance terry / theodor teo /
theodore ted teddy theo fyodor fedor fiodor fjodor teodoro teodor fedya theodor tedy feodor / theresa teresa terry
tess tessa therese tere teresita resi theresia resa tereza terri tete teri / thierry titi / thomas tom tommy tomas
tommaso tomasz foma tomaso thom toma tomek tome maas / timothy tim timmy timofey timo timotheus timoteo timoteus /
timur tima / tri trie / ulrich uli / ulrike uli / ulyana ulya / umar omar oemar / ursula uschi ulla ursel ursule /
usman uthman osman othman / utomo oetomo / vadim vadym vadik / valentin val valentino valya valentyn / valentina
tina valya val / valentina vale / valeria vale / valeriy valery valeri valera valerij valerio valerii / vasiliy
vasily vasili vasya basil basilio / vera viera wera verusya / veronica vera ronnie ronni veronika vero roni nika
veronique / victor viktor vic vittorio vitya vitor wiktor viktoras vito / victoria vicky tori viktoria vika
viktoriya vicki vittoria vitoria vickie nike / vincent vince vincenzo vicente vinny vinnie vinzenz vincentius vin
chente enzo / vinicius vini / virginia ginny ginger gina vir / vitaliy vitaly vitali vitalik vitalii vitaliano vital
/ vivian viv vivien vivienne / vladimir volodya vova vlad wladimir volodymyr wolodja vladi wladyslaw waldemar
valdemar / vladislav vlad slava wladislaw vladik vladyslav ladislav vladislaus / vyacheslav slavik / vyacheslav
viacheslav slava wjatscheslaw vjaceslav / wagner waguinho / wahyu wahju wahyoe / walter walt wally wolter gualterio
valter / waltraud traudel / wayan wajan / wei wai / werner verner wernher / wesley wes / wilhelm willi willy will
william bill billy wilhelmus helmut wim liam guglielmo guilherme wil willem wills willie / wilhelmine mina minna /
winifred winnie / winston winnie / wisnu vishnu wishnu / wolfgang wolf wolfi / xaver xavier / xiaoming hsiaoming
siuming / yahya yahia jahja / yanto janto / yaroslav jaroslav iaroslav slava jaroslaw / yasin jasin yassin yaseen /
yohanes yoyo / yunus junus younes younis yoenoes younus / yusril jusril / yves yvon ivo / yvette yvonne / zachary
zach zack zak zachariah zakaria zacharias zakariya zakharia / zainab zaenab zeynep zaynab zeinab jaenab / zainal
zaenal jainal zeinal zaynal / zaki zaky dzaki / zinaida zina / zoe zoey zoya / zulfikar dzulfikar julfikar zulfiqar
"""


@cache
def _table() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, forms in enumerate(_NAMES.split("/")):
        for word in forms.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def names_of(word: str) -> frozenset[int]:
    """Returns the numbers of the names that a folded word may be a form of; none where it is no known one."""
    return _table().get(word, frozenset())
