package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagsTest {

  private static final String FERRY =
      "The ferry to the island sails again on Monday morning after the harbour office had checked"
          + " the new engine. Passengers who bought a ticket for the cancelled trips may use it"
          + " until the end of the month.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          en    | The ferry to the island sails again on Monday morning after the harbour office had checked the new engine. Passengers who bought a ticket may use it until the end of the month.
          de    | Die Fähre zur Insel fährt am Montagmorgen wieder, nachdem das Hafenamt den neuen Motor geprüft hat. Wer eine Karte für die ausgefallenen Fahrten hat, kann sie bis Monatsende benutzen.
          fr    | Le bac vers l'île repart lundi matin, après que la capitainerie a contrôlé le nouveau moteur. Les passagers qui avaient acheté un billet peuvent l'utiliser jusqu'à la fin du mois.
          es    | El transbordador a la isla vuelve a salir el lunes por la mañana, después de que la oficina del puerto revisara el motor nuevo. Los pasajeros que compraron un billete pueden usarlo.
          it    | Il traghetto per l'isola riparte lunedì mattina, dopo che l'ufficio del porto ha controllato il nuovo motore. I passeggeri che avevano comprato un biglietto possono usarlo ancora.
          pt    | A balsa para a ilha volta a sair na segunda-feira de manhã, depois de a capitania do porto ter verificado o novo motor. Os passageiros que compraram um bilhete podem usá-lo ainda.
          nl    | De veerboot naar het eiland vaart maandagochtend weer, nadat het havenkantoor de nieuwe motor had gecontroleerd. Reizigers met een kaartje kunnen dat tot het einde van de maand gebruiken.
          pl    | Prom na wyspę znów wypłynie w poniedziałek rano, po tym jak urząd portowy sprawdził nowy silnik. Pasażerowie, którzy kupili bilet, mogą z niego skorzystać do końca tego miesiąca.
          ru    | Паром на остров снова отправится в понедельник утром, после того как портовая служба проверила новый двигатель. Пассажиры, купившие билет, могут воспользоваться им до конца месяца.
          ar    | تعود العبارة إلى الجزيرة للإبحار صباح يوم الاثنين بعد أن فحص مكتب الميناء المحرك الجديد. ويمكن للركاب الذين اشتروا تذكرة للرحلات الملغاة استخدامها حتى نهاية الشهر.
          zh-CN | 渡轮管理处说，开往小岛的渡轮在更换新发动机并经过检查以后，将于星期一早上重新开航。买了取消班次船票的乘客可以在月底以前继续使用原来的船票。
          ja    | 島へ向かうフェリーは、新しいエンジンの検査が終わったため、月曜日の朝から運航を再開する。欠航となった便の切符を買った乗客は、月末まで使うことができる。
          ko    | 섬으로 가는 여객선이 새 엔진 점검을 마치고 월요일 아침부터 다시 운항한다. 취소된 배편의 표를 산 승객은 이달 말까지 그 표를 쓸 수 있다고 회사가 밝혔다.
          """)
  void knowsTheLanguageOfAStory(String tag, String text) {
    assertThat(LanguageTags.detect((text + ' ').repeat(3))).isEqualTo(tag);
  }

  @Test
  void guessesNothingFromAHeadline() {
    assertThat(LanguageTags.detect(FERRY.substring(0, 199))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          de, de
          -,  en
          """)
  void guessesOnlyWhereNobodyDeclares(String declared, String expected) {
    ParsedEntry entry = ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry");

    DocumentNormalizer document = ParsedEntries.inLanguage(declared, entry);
    Entry normal = document.compose(document.identify(entry), ParsedEntries.text(FERRY), List.of());

    assertThat(normal.story().language()).isEqualTo(expected);
  }
}
