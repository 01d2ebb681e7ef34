package news.rendezvous.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengePageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          <title>Just a moment...</title>;                             just a moment...
          <title> Just a moment</title>;                               just a moment
          <script src='/cdn-cgi/challenge-platform/h/b.js'></script>;  challenge-platform
          <div id='cf-browser-verification'>;                          cf-browser-verification
          <p>Checking if the site connection is secure</p>;            checking if the site connection is secure
          <title>Attention Required! | Cloudflare</title>;             attention required! | cloudflare
          <iframe src='/_Incapsula_Resource?x=1'>;                     _incapsula_resource
          <p>Request unsuccessful. Incapsula incident ID: 7-1</p>;     incapsula incident
          <p>Sucuri WebSite Firewall - Access Denied</p>;              sucuri website firewall
          <script src='/_guard/auto.js'></script>;                     _guard/auto.js
          <script>var aws-waf-token</script>;                          aws-waf-token
          <script>acw_sc__v2=1</script>;                               acw_sc__v2
          """)
  void findsTheSignatureOfAChallenge(String html, String mark) {
    assertThat(ChallengePage.signatureIn(html)).hasValue(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>A talk with Sucuri and Incapsula</title>",
        "<p>Just a moment... said the captain</p>",
        "<title>Moment of truth</title>"
      })
  void acceptsAStoryAboutAChallenge(String html) {
    assertThat(ChallengePage.signatureIn(html)).isEmpty();
  }
}
