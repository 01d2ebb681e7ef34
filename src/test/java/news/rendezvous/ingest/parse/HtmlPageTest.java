package news.rendezvous.ingest.parse;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static news.rendezvous.ingest.parse.SampleDocuments.rejected;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE html><title>Gone fishing</title>       | an HTML page titled "Gone fishing"; check the URL
          <html><body><input type="password"></body></html> | a login page; the feed may not be public
          <?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"/> | an HTML page; check the URL
          <html><link rel="stylesheet alternate" type="application/rss+xml" href="../feed.rss"></html> | an HTML page; it announces a feed at https://harbour.example/feed.rss
          <html><base href="https://quay.example/a/"><link rel=alternate type="application/atom+xml" href="b"></html> | an HTML page; it announces a feed at https://quay.example/a/b
          <html><link rel=alternate type="text/html" hreflang=de href="/de"></html> | an HTML page; check the URL
          """)
  void describesAPageInPlaceOfAFeed(String page, String detail) {
    ParsedDocument.Rejected rejected = rejected(page);

    assertThat(rejected.outcome()).isEqualTo(PollOutcome.NOT_A_FEED);
    assertThat(rejected.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <link rel=alternate type="application/rss+xml" title="A &amp; B" href="a">   | https://harbour.example/news/a A & B application/rss+xml
          <LINK REL="ALTERNATE" TYPE="Application/Atom+XML; charset=utf-8" HREF="/a">  | https://harbour.example/a Home application/atom+xml
          <link rel="alternate nofollow" type="application/feed+json" href="//q/f">    | https://q/f Home application/feed+json
          <link rel=alternate type="text/xml" href="a">                                | https://harbour.example/news/a Home text/xml
          <base href="/b/"><link rel=alternate type="application/rss+xml" href="a">    | https://harbour.example/b/a Home application/rss+xml
          <link rel=alternate type="application/json" href="/wp-json/wp/v2/pages/2">   | ''
          <link rel=alternate type="text/xml+oembed" href="/oembed?format=xml">        | ''
          <link rel=alternate type="application/rss+xml" href="javascript:alert(1)">   | ''
          <link rel=alternate type="application/rss+xml" href="file:///etc/hostname">  | ''
          <link rel=stylesheet type="application/rss+xml" href="a">                    | ''
          <link rel=alternate type="application/rss+xml">                              | ''
          """)
  void listsTheFeedsThatAPageAnnounces(String head, String feed) {
    List<FeedLink> announced =
        rejected("<!doctype html><title>Home</title>" + head + head).announced();

    assertThat(announced)
        .extracting(link -> "%s %s %s".formatted(link.url(), link.title(), link.type()))
        .containsExactlyElementsOf(feed.isEmpty() ? List.of() : List.of(feed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>Just a moment...</title>",
        "<script src='/cdn-cgi/challenge-platform/h/b.js'></script>",
        "<div id='cf-challenge-running'></div>",
        "<p>Checking your browser before you enter</p>",
        "<title>DDoS-Guard</title>",
        "<iframe src='/_Incapsula_Resource?x=1'></iframe>",
        "<p>Sucuri WebSite Firewall</p>"
      })
  void recognisesAChallengePage(String mark) {
    assertThat(rejected("<!doctype html><html>" + mark + "</html>").outcome())
        .isEqualTo(PollOutcome.BLOCKED);
  }

  @Test
  void acceptsAFeedThatMentionsHtml() {
    String document =
        rss("<item><description><![CDATA[<html><body>Just a moment...]]></description></item>");

    assertThat(feed(document).entries()).hasSize(1);
  }
}
