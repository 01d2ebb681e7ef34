package news.rendezvous.dialect;

import java.util.regex.Pattern;

/** The phrase that stories of the client begin with; it stays text. */
final class LeadIn {

  static final String PATTERN = "(?:The Rendezvous News On\\b|交[汇匯][点點][讯訊])";

  private static final Pattern START = Pattern.compile(PATTERN);

  private LeadIn() {}

  /** Tells whether a text begins with it. */
  static boolean begins(String text) {
    return START.matcher(text).lookingAt();
  }
}
