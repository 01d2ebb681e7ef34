package news.rendezvous.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Related;
import news.rendezvous.parse.Reference;
import org.jspecify.annotations.Nullable;

/** What the references of one entry come to, each URL once. */
final class RelatedList {

  private final @Nullable CanonicalUrl self;
  private final Set<CanonicalUrl> seen = new HashSet<>();

  RelatedList(@Nullable CanonicalUrl self) {
    this.self = self;
  }

  List<Related> of(List<Reference> references, List<Answer> answers) {
    List<Related> all = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      if (answers.get(i) instanceof Answer.Resolved resolved) {
        addResolved(references.get(i), resolved, all);
      } else {
        all.add(related(references.get(i), Related.Kind.UNRESOLVED, List.of()));
      }
    }
    return all;
  }

  private void addResolved(Reference reference, Answer.Resolved answer, List<Related> all) {
    List<CanonicalUrl> fresh = answer.urls().stream().filter(seen::add).toList();
    if (!fresh.isEmpty()) {
      all.add(related(reference, kind(answer, fresh), fresh));
    }
  }

  private Related.Kind kind(Answer.Resolved answer, List<CanonicalUrl> urls) {
    if (urls.stream().anyMatch(this::isSelf)) {
      return Related.Kind.SELF;
    }
    return answer.media() != null ? answer.media() : MediaTypes.kindOfUrl(urls.get(0).toString());
  }

  private boolean isSelf(CanonicalUrl url) {
    return self != null && self.withoutScheme().equals(url.withoutScheme());
  }

  private static Related related(Reference reference, Related.Kind kind, List<CanonicalUrl> urls) {
    return new Related(reference.link(), reference.title(), kind, urls, null);
  }
}
