package news.rendezvous.serve.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.PageLanguage;

/** Responses with a page: negotiated language, validators and security headers. */
final class PageResponses {

  private static final String HTML = "text/html;charset=UTF-8";

  private PageResponses() {}

  static Representation representation(String html) {
    return new Representation(html.getBytes(StandardCharsets.UTF_8), HTML);
  }

  static Response.ResponseBuilder answer(
      Representation page, PageLanguage language, HttpHeaders headers) {
    Response.ResponseBuilder answer = page.answer(headers);
    SecurityHeaders.HEADERS.forEach(answer::header);
    return answer
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag());
  }
}
