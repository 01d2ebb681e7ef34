package news.rendezvous.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.page.layout.PageLanguage;
import org.junit.jupiter.api.Test;

class LocalTextTest {

  @Test
  void translatesATextOfAProblem() {
    assertThat(LocalText.of(Problem.WITHDRAWN_ITEM.title(), PageLanguage.CHINESE))
        .isEqualTo(new LocalText("报道已撤回", "zh"));
  }

  @Test
  void keepsATextWithoutTranslationInEnglish() {
    assertThat(LocalText.of("The disk is full.", PageLanguage.CHINESE))
        .isEqualTo(new LocalText("The disk is full.", "en"));
    assertThat(LocalText.of(Problem.WITHDRAWN_ITEM.title(), PageLanguage.ENGLISH))
        .isEqualTo(new LocalText("Withdrawn item", "en"));
  }
}
