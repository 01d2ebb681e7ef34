package news.rendezvous.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.MediaTypes;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is published of the references of one entry out of answers.
 *
 * @param self the entry's own permalink
 */
record RelatedList(@Nullable CanonicalUrl self) {

  Related related(Inquiry inquiry, Answer answer) {
    return answer instanceof Answer.Resolved resolved && !resolved.urls().isEmpty()
        ? Related.resolved(
            inquiry.link(),
            inquiry.title(),
            kind(resolved),
            resolved.urls(),
            resolved.title(),
            resolved.type())
        : Related.unresolved(inquiry.link(), inquiry.title(), inquiry.addresses());
  }

  private Related.Kind kind(Answer.Resolved answer) {
    return answer.urls().stream().anyMatch(this::isSelf) ? Related.Kind.SELF : kindOf(answer);
  }

  /** The kind of an answer, whoever refers. */
  static Related.Kind kindOf(Answer.Resolved answer) {
    return Optional.ofNullable(answer.type())
        .flatMap(MediaTypes::kind)
        .orElseGet(() -> MediaTypes.kindOfUrl(answer.urls().get(0).toString()));
  }

  private boolean isSelf(CanonicalUrl url) {
    return self != null
        && self.withoutFragment().withoutScheme().equals(url.withoutFragment().withoutScheme());
  }

  /** Each URL once: of several references that lead to one, the first stays. */
  static List<Related> distinct(List<Related> all) {
    Set<CanonicalUrl> seen = new HashSet<>();
    List<Related> distinct = new ArrayList<>();
    for (Related one : all) {
      List<CanonicalUrl> fresh = one.urls().stream().filter(seen::add).toList();
      if (one.leadsNowhereYet() || !fresh.isEmpty()) {
        distinct.add(one.to(fresh));
      }
    }
    return distinct;
  }
}
