package news.rendezvous.serve.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          It sails. | -                 | It sails. All day.           | -         | All day.
          It sails  | <h1>It sails</h1><p>All day.</p> | -              | -         | All day.
          It sails  | It sails<br>All day. | -                          | -         | All day.
          It sails  | <p>It sails</p>   | -                            | -         | -
          It sails  | <p>Unread</p>     | Unread                       | It sails. So it goes. | So it goes.
          -         | -                 | `“It sails.”\n\nAll day.`    | -         | `“It sails.”\n\nAll day.`
          开航      | -                 | `“船到了。”\n\n走了。`       | -         | “船到了。”走了。
          -         | -                 | It sails. All day.           | -         | It sails. All day.
          开航      | -                 | `开航。\n\n　　船到了。\n第二行\n\n　　记者 李娜` | - | 船到了。第二行　记者 李娜
          """)
  void leavesOutTheTitleAbove(
      @Nullable String title,
      @Nullable String html,
      @Nullable String text,
      @Nullable String summary,
      @Nullable String excerpt) {
    String lines = text == null ? null : text.replace("\\n", "\n");

    assertThat(Excerpt.belowTitle(SampleItems.story(title, html, lines, summary)))
        .isEqualTo(excerpt == null ? null : excerpt.replace("\\n", "\n"));
  }

  @Test
  void endsAtAWordBehindTheTitle() {
    String text = "It sails. " + "All day long. ".repeat(100);

    String excerpt = Excerpt.belowTitle(SampleItems.story("It sails", null, text, null));

    assertThat(excerpt).startsWith("All day long. All").endsWith("…").hasSizeLessThan(502);
  }
}
