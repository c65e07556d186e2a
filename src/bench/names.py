"""Names of people, always the same ones: given and family names of several scripts.

Frequencies fall as they do among people (a few names are common, most are rare), so that a trigram index meets what
it meets in real data: some trigrams everywhere, most of them seldom.
"""
import itertools
import random
import sys

SEED = 20261122
BLOCK = 100_000

# What share of all names, how given and family name are put together.
LATIN, CYRILLIC, GREEK, ARABIC, DEVANAGARI, HAN, HANGUL, KANA = range(8)
SHARES = {LATIN: 68, CYRILLIC: 10, GREEK: 3, ARABIC: 4, DEVANAGARI: 3, HAN: 7, HANGUL: 3, KANA: 2}

# How many family and given names, and what they begin with, go on with and end in.
SYLLABLES = {
    LATIN: (20_000, 2_500,
            "a al an ar ba be ber bo bra bri ca car che chri co da dan de di do dor e ed el er fa fer fi flo fre ga ger gi "
            "gra gu ha han he hol hu i il in ja jo ju ka kar ki kov kra la le li lo lu ma mar mc me mi mo mul na ne ni no o "
            "ol or pa pe per pi ra re ri ro ru sa san sch se she si so ste su ta te tho ti to tra u va van ve vi wa wei wi "
            "xi ya yo za zo ö ä é ó ł š ž",
            "la ra na ri li ne de ma no so ta ve ber man den ler ren ti mi co do ga ni lo se vi za che ro wa ll tt nn ä ö "
            "ü é è ñ ç í",
            "a e o i an en er es ez son sen ski ska man mann berg stein ton ley ford ham field wood well ini ino etti elli "
            "ov eva ić ák ová sson dóttir eau ier ard ez ão eira as us y is"),
    CYRILLIC: (5_000, 800,
               "а ал ан бо бел ва вол гри го да ди е ер за зай и ив ка ко куз ла лео ма мар ми мор на ни ов ол па пет по ро "
               "ру са се смир со сте та ти то у фе фро ха хар ча че ша щер ю я",
               "ла ра на ри ли не де ма но со та ве ни ки ле ми ро ва те га до",
               "ов ова ев ева ин ина ский ская ко енко ук юк ич а ия ей ий"),
    GREEK: (2_000, 300, "α αλ βα γε γι δη δι ε ευ ζα θε ι ιω κα κο κων λα μα μι νι ξε πα πε ρη σα σω τσι φι χρι",
            "λα ρα να ρι λι νε δη μα νο σο τα νι κο γι", "ος ης ας ου ίδης όπουλος άκης α η ία ού"),
    ARABIC: (2_000, 500, "أ أح عب عم عل حس حم خا مح مص من نا نو سا سل شا صا طا فا قا كا لي يا يو زي رش",
             "مد حم سن لي را ما نا سي دا با ري", "د ن ي ة ان ين ر م ل اوي"),
    DEVANAGARI: (2_000, 500, "अ आ अन अम का कु गा चा जो ता दे ना पा प्र बा मा मो रा रे ला वि शा शर सि सु हा",
                 "न र ल म ण ता री नी वा दे श", "ा ी न र या ार ेश ल वाल कर"),
}
HAN_FAMILY = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
              "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文")
HAN_GIVEN = ("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉玲建国华志红梅春海东云飞龙雪雨晨思佳欣怡子轩浩宇梓涵一诺博雅"
             "嘉琪诗婷俊凯天佑若曦可馨语桐安然清风林峰山川")
HANGUL_FAMILY = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길"
HANGUL_GIVEN = "민서지준현수영우진예은하윤도시아연재승혜경미정희성호동훈태선주유나다라인원규리슬기빈찬"
KANA_FAMILY = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 前田 藤田 小川 後藤".split()
KANA_GIVEN = "さくら ひなた あおい ゆい はると りく そうた めい ケンジ ユウコ 陽菜 結衣 蓮 大翔 翔太 健太 美咲 愛 直樹 裕子 真由美 恵子".split()
ENGLISH_FAMILY = ("Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson "
                  "Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis "
                  "Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Müller "
                  "Schmidt Schneider Fischer Weber Rossi Ferrari Kowalski Nowak Silva Santos O'Brien D'Angelo").split()
ENGLISH_GIVEN = ("James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph "
                 "Jessica Thomas Sarah Carlos María José Ana Luis Carmen Hans Anna Peter Katarzyna Giulia Marco João Sofia "
                 "Lars Ingrid Zoë François Élodie Nguyễn Anh").split()


class Script:
    """The names of one script, the common ones first."""

    def __init__(self, rng, family, given, form):
        self.family, self.given, self.form = family, given, form
        self.family_weights = _weights(len(family))
        self.given_weights = _weights(len(given))

    def names(self, rng, count):
        family = rng.choices(self.family, cum_weights=self.family_weights, k=count)
        given = rng.choices(self.given, cum_weights=self.given_weights, k=count)
        return map(self.form, given, family)


def _weights(count):
    return list(itertools.accumulate(1 / (rank + 20) for rank in range(count)))


def _invented(rng, count, first, middle, last):
    first, middle, last = first.split(), middle.split(), last.split()
    found = {}
    while len(found) < count:
        word = rng.choice(first) + "".join(rng.choices(middle, k=rng.choice((0, 1, 1, 2)))) + rng.choice(last)
        if len(word) > 2:
            found.setdefault(word.capitalize())
    return list(found)


def _scripts():
    rng = random.Random(SEED)
    scripts = {}
    for script, (families, givens, *syllables) in SYLLABLES.items():
        family = _invented(rng, families, *syllables)
        given = _invented(rng, givens, *syllables)
        if script == LATIN:
            family = list(dict.fromkeys(ENGLISH_FAMILY + family))
            given = list(dict.fromkeys(ENGLISH_GIVEN + given))
        scripts[script] = Script(rng, family, given, "{} {}".format)
    pairs = [a + b for a in HAN_GIVEN for b in HAN_GIVEN] + list(HAN_GIVEN)
    rng.shuffle(pairs)
    scripts[HAN] = Script(rng, list(HAN_FAMILY), pairs, lambda given, family: family + given)
    pairs = [a + b for a in HANGUL_GIVEN for b in HANGUL_GIVEN]
    rng.shuffle(pairs)
    scripts[HANGUL] = Script(rng, list(HANGUL_FAMILY), pairs, lambda given, family: family + given)
    scripts[KANA] = Script(rng, KANA_FAMILY, KANA_GIVEN, lambda given, family: family + " " + given)
    return scripts


SCRIPTS = _scripts()


def names(count):
    """Yields lists of names, as many altogether as wanted. A smaller count gives the beginning of a larger one."""
    rng = random.Random(SEED)
    total = sum(SHARES.values())
    while count > 0:
        block = []
        for script, share in SHARES.items():
            block.extend(SCRIPTS[script].names(rng, BLOCK * share // total))
        rng.shuffle(block)
        yield block[:count]
        count -= BLOCK


def rare_family():
    """A family name that about three people in 100,000 have, and that is part of no other."""
    family = SCRIPTS[LATIN].family
    text = " ".join(family + SCRIPTS[LATIN].given).lower()
    return next(name for name in family[5_000:] if len(name) > 6 and name.isascii() and text.count(name.lower()) == 1)


def write(path, count, prefix=""):
    """Writes one name a line."""
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        for block in names(count):
            file.write(prefix + ("\n" + prefix).join(block) + "\n")


if __name__ == "__main__":
    write("/dev/stdout", int(sys.argv[1]))
