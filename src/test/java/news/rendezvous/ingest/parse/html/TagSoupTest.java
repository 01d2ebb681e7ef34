package news.rendezvous.ingest.parse.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagSoupTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x<y then the tide rises                   | x&lt;y then the tide rises
          Option<T> vs Result<T, E>                 | Option&lt;T> vs Result&lt;T, E>
          <p>If a<b then</p>                        | <p>If a&lt;b then</p>
          if a<b and b>c then                       | if a&lt;b and b>c then
          #include <stdio.h> and <sys/types.h>      | #include &lt;stdio.h> and &lt;sys/types.h>
          Ann <ann@quay.example> and <https://x>    | Ann &lt;ann@quay.example> and &lt;https://x>
          a <!-- b                                  | a &lt;!-- b
          a <! b -> c                               | a &lt;! b -> c
          a <? b                                    | a &lt;? b
          a <? if ($b->c) d(); ?>e                  | a e
          a</ br>b                                  | ab
          <iframe src="x"/> more                    | <iframe src="x"/></iframe> more
          <object data=x>more                       | <object data=x></object>more
          a <3 b <= c                               | a &lt;3 b &lt;= c
          the <script> tag and more                 | the &lt;script> tag and more
          the <title> of a <select>                 | the &lt;title> of a &lt;select>
          </T> and </                               | &lt;/T> and &lt;/
          Map<String, List<Integer>> x              | Map&lt;String, List&lt;Integer>> x
          <a href="/x"<img src="y">z                | <img src="y">z
          <p>cut<a href="/x" class="y               | <p>cut
          a <img src="/x z                          | a  z
          a <p class="x y <b>z                      | a  y <b>z
          """)
  void escapesLessThanSignsOfText(String written, String expected) {
    assertThat(TagSoup.escaped(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <a href="x>y                            | <a href="x">y
          <a href="x>y</a> <b>z</b>               | <a href="x">y</a> <b>z</b>
          <a href='x>it's y</a> <b>z</b>          | <a href='x'>it's y</a> <b>z</b>
          <a href="x>y</a> <a href="w">z</a>      | <a href="x">y</a> <a href="w">z</a>
          <a href="x>y</a> <a href="w>z</a>       | <a href="x">y</a> <a href="w">z</a>
          <a href="x target=_blank>y</a>          | <a href="x" target=_blank>y</a>
          <p class="x>y</p><p class="w">z</p>     | <p class="x">y</p><p class="w">z</p>
          <a href="x>say "y" and</a> "z"          | <a href="x">say "y" and</a> "z"
          <a href="x>say " and y</a>              | <a href="x">say " and y</a>
          <iframe src="x>y                        | <iframe src="x"></iframe>y
          """)
  void closesAnUnclosedQuote(String written, String expected) {
    assertThat(TagSoup.escaped(written)).isEqualTo(expected);
    assertThat(TagSoup.escapedLine(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img alt=\"5 > 3\" src=x>",
        "<a title=\"a->b\"class=x href='y'>z</a>",
        "<a title='<b>=' href=\"y\">z</a>",
        "<p>One<p>Two<br>Three",
        "<div class='x'>cut off",
        "<a href=\"/x?a<b>c\" title='1 > 0'>x</a>",
        "<math><mi>x</mi></math>",
        "<o:p></o:p><g-emoji>y</g-emoji>",
        "<svg><path d='M0'/></svg>",
        "<!-- a < b --><![CDATA[x]]><?xml version='1.0'?><!DOCTYPE html>",
        "<script>if (a<b) x()</script>",
        "<cut>text</cut>",
        "<video controls><td nowrap><ol reversed start=2>",
        "</p></b>"
      })
  void keepsMarkup(String html) {
    String marked = html.replace("(a<b)", "(a)").replace("a < b", "a b");

    assertThat(TagSoup.escaped(marked)).isSameAs(marked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The <b> tag                     | The &lt;b> tag
          Box<A> and List<I>              | Box&lt;A> and List&lt;I>
          A <b>bold</b> claim             | A <b>bold</b> claim
          Two<br>lines                    | Two<br>lines
          <p>Title                        | <p>Title
          The <input> element             | The &lt;input> element
          A <form><input></form> here     | A <form><input></form> here
          A <a href='/x'>cut              | A <a href='/x'>cut
          """)
  void escapesAnUnclosedElementInALine(String written, String expected) {
    assertThat(TagSoup.escapedLine(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<b ",
        "<a href=\"",
        "<a x='\"",
        "<a x=\">",
        "<a x='>=\" ",
        "x=\">=\" ",
        "<a x=\"y ",
        "<a x=\">\"y",
        "</",
        "</x",
        "<!--",
        "<!a",
        "<x",
        "<x>",
        "<b c>",
        "<x/"
      })
  void takesLinearTime(String piece) {
    String hostile = piece.repeat(1_000_000 / piece.length());
    TagSoup.escaped(piece.repeat(1000));
    long start = cpu();

    TagSoup.escaped(hostile);

    assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(1));
  }

  /** CPU time of this thread, which other processes do not affect. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
