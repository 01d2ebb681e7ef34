package news.rendezvous.view;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of made-up words, about as often as Zipf's law lets expect from their ranks. */
final class SeededWords {

  private static final int FIRST_IDEOGRAPH = 0x4E00;
  private static final int IDEOGRAPHS = 5_000;

  private final Random random;
  private final String[] words;

  SeededWords(Random random, int vocabulary) {
    this.random = random;
    this.words = Stream.generate(this::invent).limit(vocabulary).toArray(String[]::new);
  }

  private String invent() {
    return random
        .ints(3 + random.nextInt(7), 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  String word() {
    return words[(int) Math.pow(words.length, random.nextDouble()) - 1];
  }

  /** One of the rarer half. */
  String rareWord() {
    return words[words.length / 2 + random.nextInt(words.length / 2)];
  }

  String words(int count) {
    return Stream.generate(this::word).limit(count).collect(Collectors.joining(" "));
  }

  /** Text of a script without spaces. */
  String ideographs(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) (FIRST_IDEOGRAPH + (int) Math.pow(IDEOGRAPHS, random.nextDouble())));
    }
    return text.toString();
  }
}
