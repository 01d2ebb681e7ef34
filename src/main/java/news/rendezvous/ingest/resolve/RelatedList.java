package news.rendezvous.ingest.resolve;

import java.util.Optional;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/** Mapper of the answers for one entry to its published references. */
record RelatedList(@Nullable CanonicalUrl self) {

  Related related(ReferenceQuery query, EndPointAnswer answer) {
    return answer instanceof EndPointAnswer.Resolved resolved && !resolved.urls().isEmpty()
        ? Related.resolved(
            query.link(),
            query.title(),
            kind(query.link(), resolved),
            resolved.urls(),
            resolved.title(),
            resolved.type())
        : Related.unresolved(query.link(), query.title(), query.addresses());
  }

  private Related.Kind kind(LinkHash link, EndPointAnswer.Resolved answer) {
    boolean self = isPermalink(link) || answer.urls().stream().anyMatch(this::isSelf);
    return self ? Related.Kind.SELF : kindOf(answer);
  }

  /** Kind of an answer, apart from {@link Related.Kind#SELF}. */
  static Related.Kind kindOf(EndPointAnswer.Resolved answer) {
    return Optional.ofNullable(answer.type())
        .flatMap(Related.Kind::ofType)
        .orElseGet(() -> Related.Kind.ofUrl(answer.urls().get(0).toString()));
  }

  /** True if the entry's own permalink is the reference. */
  boolean isPermalink(LinkHash link) {
    return self != null && LinkHash.inAddress(self.toString()).filter(link::equals).isPresent();
  }

  private boolean isSelf(CanonicalUrl url) {
    return self != null
        && self.withoutFragment().withoutScheme().equals(url.withoutFragment().withoutScheme());
  }
}
