package news.rendezvous.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The set phrases of the dialect in one language. Dates and hours are UTC. */
enum Voice {
  ENGLISH("en", "d MMMM", "Pim Tallow") {
    @Override
    String sourceLine(String publisher) {
      return "Source:" + publisher;
    }

    @Override
    String leadIn(Instant published, String first) {
      return "The Rendezvous News On " + day(published) + ", " + first;
    }

    @Override
    String byline(String last, String reporters) {
      return last + " Meeting point reporter " + reporters;
    }

    @Override
    String correction(Instant corrected) {
      return "Correction:at " + hour(corrected) + " the spelling of a name was put right.";
    }

    @Override
    String seeAlso() {
      return "More of this is told in |.";
    }

    @Override
    String credit() {
      return "Produced by the Harbour Towns Sample Department";
    }

    @Override
    String notices(Instant published, String first) {
      return "Notices of " + day(published) + ", " + hour(published) + ": " + first;
    }

    @Override
    String opening(Instant published) {
      return "the clerk pinned these notices to the board at " + hour(published) + ".";
    }
  },

  CHINESE("zh", "M月d日", "田小满") {
    @Override
    String sourceLine(String publisher) {
      return "来源：" + publisher;
    }

    @Override
    String leadIn(Instant published, String first) {
      return "交汇点讯 " + day(published) + "，" + first;
    }

    @Override
    String byline(String last, String reporters) {
      return last + " 交汇点记者 " + reporters;
    }

    @Override
    String correction(Instant corrected) {
      return "更正：" + hour(corrected) + "，本文一处人名的写法已订正。";
    }

    @Override
    String seeAlso() {
      return "相关情况见《|》。";
    }

    @Override
    String credit() {
      return "港湾诸镇样稿编辑部出品";
    }

    @Override
    String notices(Instant published, String first) {
      return day(published) + hour(published) + "简讯：" + first;
    }

    @Override
    String opening(Instant published) {
      return hour(published) + "，渡口布告栏上新贴了以下几则简讯。";
    }
  };

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final String language;
  private final DateTimeFormatter day;
  private final String clerk;

  Voice(String language, String day, String clerk) {
    this.language = language;
    this.clerk = clerk;
    this.day = DateTimeFormatter.ofPattern(day, Locale.ENGLISH);
  }

  /** BCP 47 tag. */
  String language() {
    return language;
  }

  /** Who signs the notices. */
  String clerk() {
    return clerk;
  }

  abstract String sourceLine(String publisher);

  abstract String leadIn(Instant published, String first);

  abstract String byline(String last, String reporters);

  abstract String correction(Instant corrected);

  /** A sentence that names another story, whose title stands in place of the bar. */
  abstract String seeAlso();

  abstract String credit();

  /** The headline of the notices of an hour. */
  abstract String notices(Instant published, String first);

  /** What the notices of an hour begin with. */
  abstract String opening(Instant published);

  String day(Instant time) {
    return day.format(utc(time));
  }

  String hour(Instant time) {
    return HOUR.format(utc(time));
  }

  private static ZonedDateTime utc(Instant time) {
    return time.atZone(ZoneOffset.UTC);
  }
}
