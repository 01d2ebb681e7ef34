package news.rendezvous.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.MediaTypes;
import news.rendezvous.item.Related;
import news.rendezvous.parse.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What the references of one entry come to.
 *
 * @param self the entry's own permalink
 */
record RelatedList(@Nullable CanonicalUrl self) {

  Related related(Reference reference, Answer answer) {
    return answer instanceof Answer.Resolved resolved && !resolved.urls().isEmpty()
        ? Related.resolved(reference.link(), reference.title(), kind(resolved), resolved.urls())
            .ofType(resolved.type())
        : Related.unresolved(reference.link(), reference.title(), reference.addresses());
  }

  private Related.Kind kind(Answer.Resolved answer) {
    if (answer.urls().stream().anyMatch(this::isSelf)) {
      return Related.Kind.SELF;
    }
    return Optional.ofNullable(answer.type())
        .flatMap(MediaTypes::kind)
        .orElseGet(() -> MediaTypes.kindOfUrl(answer.urls().get(0).toString()));
  }

  private boolean isSelf(CanonicalUrl url) {
    return self != null && self.withoutScheme().equals(url.withoutScheme());
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
