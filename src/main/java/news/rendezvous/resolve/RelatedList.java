package news.rendezvous.resolve;

import news.rendezvous.dialect.Reference;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * What the references of one entry come to.
 *
 * @param self the entry's own permalink
 */
record RelatedList(@Nullable CanonicalUrl self) {

  Related related(Reference reference, Answer answer) {
    return answer instanceof Answer.Resolved resolved && !resolved.urls().isEmpty()
        ? Related.resolved(
            reference.link(), reference.title(), kind(reference, resolved), resolved.urls())
        : Related.unresolved(reference.link(), reference.title(), reference.addresses());
  }

  private Related.Kind kind(Reference reference, Answer.Resolved answer) {
    if (isPermalink(reference) || answer.urls().stream().anyMatch(this::isSelf)) {
      return Related.Kind.SELF;
    }
    return answer.media() != null
        ? answer.media()
        : MediaTypes.kindOfUrl(answer.urls().get(0).toString());
  }

  /** Tells whether the entry's own link is the reference. */
  boolean isPermalink(Reference reference) {
    return self != null
        && LinkHash.inAddress(self.toString()).filter(reference.link()::equals).isPresent();
  }

  private boolean isSelf(CanonicalUrl url) {
    return self != null && self.withoutScheme().equals(url.withoutScheme());
  }
}
