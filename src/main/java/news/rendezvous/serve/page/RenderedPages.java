package news.rendezvous.serve.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import news.rendezvous.serve.page.layout.PageLanguage;

/** Responses with pages that are rendered in the language of the reader, and cached. */
@ApplicationScoped
class RenderedPages {

  /** Estimated size of a page. */
  private static final int BYTES = 192 << 10;

  /** Estimated size of a story in a list. */
  private static final int BYTES_OF_A_STORY = 3_000;

  private final PageCache pages;
  private final ResponseMemory memory;

  @Inject
  RenderedPages(PageCache pages, ResponseMemory memory) {
    this.pages = pages;
    this.memory = memory;
  }

  /** The response to a request for one story. */
  Response answer(Function<PageLanguage, TemplateInstance> page, UriInfo uri, HttpHeaders headers) {
    return answer(page, 0, uri, headers);
  }

  /** The response to a request for at most so many stories. */
  Response answer(
      Function<PageLanguage, TemplateInstance> page,
      int stories,
      UriInfo uri,
      HttpHeaders headers) {
    return answer(page, 0, stories * BYTES_OF_A_STORY, uri, headers);
  }

  /**
   * The response to a request.
   *
   * @param page makes the page; its exceptions are passed on
   * @param others version of what it shows besides stories
   */
  Response answer(
      Function<PageLanguage, TemplateInstance> page,
      long others,
      UriInfo uri,
      HttpHeaders headers) {
    return answer(page, others, BYTES, uri, headers);
  }

  private Response answer(
      Function<PageLanguage, TemplateInstance> page,
      long others,
      int size,
      UriInfo uri,
      HttpHeaders headers) {
    PageLanguage language = PageLanguage.of(headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE));
    Representation cached =
        pages.page(uri.getRequestUri(), language, others, () -> rendered(page, size, language));
    return PageResponses.answer(cached, language, headers).build();
  }

  private Representation rendered(
      Function<PageLanguage, TemplateInstance> page, int size, PageLanguage language) {
    try (ResponseMemory.Reservation reserved = memory.rendering(size)) {
      return PageResponses.representation(language.render(page.apply(language)));
    }
  }
}
