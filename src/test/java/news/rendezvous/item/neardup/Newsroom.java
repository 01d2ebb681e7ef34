package news.rendezvous.item.neardup;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Generator of news in one language from words and sentence patterns; deterministic by seed. */
final class Newsroom {

  private static final Pattern SLOT = Pattern.compile("\\{(?:n(-?\\d+)-(\\d+)|([a-z]+))}");

  private static final Pattern SPACED = Pattern.compile("\\S+");
  private static final Pattern UNSPACED = Pattern.compile("\\d[\\d.]*|\\D{1,2}", Pattern.DOTALL);

  /** Number of words of each kind in one event. */
  private static final Map<String, Integer> OF_AN_EVENT =
      new TreeMap<>(Map.of("person", 4, "place", 3, "org", 3, "noun", 7, "adj", 7));

  private final String language;
  private final Map<String, List<String>> words;
  private final Random random;

  Newsroom(String language, long seed) {
    this.language = language;
    this.words = read(language);
    this.random = new Random(seed);
  }

  private static Map<String, List<String>> read(String language) {
    try (InputStream file = Newsroom.class.getResourceAsStream("/near/" + language + ".txt")) {
      Map<String, List<String>> words = new HashMap<>();
      for (String section : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("@")) {
        String[] named = section.strip().split("\n", 2);
        words.put(named[0], List.of(named[named.length - 1].split("[|\n]")));
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event: the people, places and things in its stories. */
  Map<String, List<String>> event() {
    Map<String, List<String>> event = new HashMap<>(words);
    OF_AN_EVENT.forEach((kind, count) -> event.put(kind, shuffled(kind).subList(0, count)));
    return event;
  }

  private List<String> shuffled(String kind) {
    List<String> all = new ArrayList<>(words.get(kind));
    Collections.shuffle(all, random);
    return all;
  }

  /** A story of an event, of at least so many words, or twice as many characters. */
  String story(Map<String, List<String>> event, int length) {
    List<String> patterns = List.of();
    List<String> sentences = new ArrayList<>();
    int written = 0;
    while (written < length) {
      if (sentences.size() % words.get("story").size() == 0) {
        patterns = shuffled("story");
      }
      String pattern = patterns.get(sentences.size() % patterns.size());
      sentences.add(filled(pattern, values(pattern, event)));
      written += length(sentences.get(sentences.size() - 1));
    }
    return String.join(between(), sentences);
  }

  private int length(String text) {
    return isSpaced() ? text.split(" ").length : text.length() / 2;
  }

  /** Two bulletins of one pattern; one in so many of their facts is the same. */
  List<String> bulletins(String kind, int same) {
    String pattern = words.get(kind).get(0);
    List<String> values = values(pattern, words);
    List<String> others = values(pattern, words);
    List<Integer> places = IntStream.range(0, values.size()).boxed().collect(toList());
    Collections.shuffle(places, random);
    places.subList(0, values.size() / same).forEach(i -> others.set(i, values.get(i)));
    return List.of(filled(pattern, values), filled(pattern, others));
  }

  private List<String> values(String pattern, Map<String, List<String>> event) {
    List<String> values = new ArrayList<>();
    Matcher slot = SLOT.matcher(pattern);
    while (slot.find()) {
      values.add(slot.group(3) == null ? number(slot) : any(event.get(slot.group(3))));
    }
    return values;
  }

  private String number(Matcher slot) {
    int least = Integer.parseInt(slot.group(1));
    return String.valueOf(least + random.nextInt(Integer.parseInt(slot.group(2)) - least + 1));
  }

  private static String filled(String pattern, List<String> values) {
    StringBuilder text = new StringBuilder();
    Matcher slot = SLOT.matcher(pattern);
    for (String value : values) {
      slot.find();
      slot.appendReplacement(text, value);
    }
    return slot.appendTail(text).toString();
  }

  /** One word in twenty replaced, inserted or dropped. */
  String edited(String text) {
    return edited(text, 20);
  }

  /** One word in twelve replaced, inserted or dropped. */
  String rewritten(String text) {
    return edited(text, 12);
  }

  private String edited(String text, float oneIn) {
    List<String> parts = parts(text);
    int edits = Math.max(1, Math.round(parts.size() / oneIn));
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(parts.size() - 1);
      switch (random.nextInt(3)) {
        case 0 -> parts.set(at, any(words.get("noun")));
        case 1 -> parts.add(at, any(words.get("adj")));
        default -> parts.remove(at);
      }
    }
    return String.join(isSpaced() ? " " : "", parts);
  }

  /** One word in fifteen replaced by another. */
  String reworded(String text) {
    List<String> parts = parts(text);
    for (int i = 0; i < Math.max(1, Math.round(parts.size() / 15f)); i++) {
      parts.set(
          random.nextInt(parts.size()), any(words.get(random.nextBoolean() ? "verb" : "adj")));
    }
    return String.join(isSpaced() ? " " : "", parts);
  }

  /** Without its last fifth. */
  String cut(String text) {
    List<String> parts = parts(text);
    return String.join(isSpaced() ? " " : "", parts.subList(0, parts.size() * 4 / 5));
  }

  /** Words; in scripts without spaces, numbers and else two characters each. */
  private List<String> parts(String text) {
    Pattern part = isSpaced() ? SPACED : UNSPACED;
    return part.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(ArrayList::new));
  }

  /** With sentences before or after that many stories have. */
  String framed(String text) {
    List<String> frame = shuffled("boilerplate").subList(0, 1 + random.nextInt(3));
    String sentences = String.join(between(), frame);
    return random.nextInt(3) == 0 ? sentences + between() + text : text + between() + sentences;
  }

  /** With all the sentences after it that many stories have. */
  String framedInAll(String text) {
    return text + between() + String.join(between(), words.get("boilerplate"));
  }

  /** With other punctuation, quotes, case, width and spaces. */
  String retyped(String text) {
    StringBuilder retyped = new StringBuilder(text.length());
    for (char c : text.replace(". ", ".\n\n").replace("\"", "”").toCharArray()) {
      retyped.append(c > ' ' && c <= '~' && !isSpaced() ? (char) (c + 0xFEE0) : c);
    }
    return retyped.toString().replace('，', ',').replace("。", ". ").replace('“', '「');
  }

  /** With a headline of another story's words before it. */
  String headed(String text) {
    String other = story(event(), 8);
    return other.substring(0, Math.min(other.length(), isSpaced() ? 50 : 16)) + "\n" + text;
  }

  private String between() {
    return isSpaced() ? " " : "";
  }

  private boolean isSpaced() {
    return !language.equals("zh") && !language.equals("ja");
  }

  private String any(List<String> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
