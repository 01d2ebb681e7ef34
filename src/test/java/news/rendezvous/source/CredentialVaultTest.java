package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.Authorization.Scheme;
import news.rendezvous.source.CredentialVault.Opened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialVaultTest {

  /** Not a real key: 32 times the letter k and 32 times the letter o. */
  private static final String KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";

  private static final String OTHER = "b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28=";

  private static final String FEED = "https://quay.example/feed";

  private final CredentialVault vault = vault(KEY);

  @Test
  void encryptsAndDecrypts() {
    Authorization sealed = sealed(vault);

    assertThat(vault.open(sealed, source("quay", FEED, sealed)))
        .isEqualTo(new Opened.Value("Bearer secret-token"));
    assertThat(sealed.plain()).isNull();
    assertThat(sealed.toString()).isEqualTo("bearer");
  }

  @Test
  void encryptsASecretForItsOwnerAndOrigin() {
    FeedUrl hook = FeedUrl.of("https://chat.example/hook");
    StoredSecret stored = vault.seal("hush", "views/boats", hook);

    assertThat(stored.plain()).isNull();
    assertThat(stored.toString()).isEqualTo("StoredSecret");
    assertThat(vault.open(stored, "views/boats", hook)).isEqualTo(new Opened.Value("hush"));
    assertThat(vault.open(stored, "views/other", hook)).isInstanceOf(Opened.Unreadable.class);
    assertThat(vault.open(stored, "views/boats", FeedUrl.of("https://evil.example/hook")))
        .isInstanceOfSatisfying(
            Opened.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason())
                    .startsWith("its secret was encrypted with another key, or for another host")
                    .endsWith(
                        "or give it again, with the view of the webhook or with another subscription"));
  }

  /** A ciphertext of an earlier version, which must stay readable. */
  @Test
  void decryptsThisRecord() {
    Authorization stored =
        new Authorization(
            Scheme.BEARER,
            null,
            "AAECAwQFBgcICQoLKLiVXGGipgYm+CHvEOh8N5OL1OkKNrf+7QZCSTiTLEINNE4=");

    assertThat(vault.open(stored, source("quay", FEED, stored)))
        .isEqualTo(new Opened.Value("Bearer secret-token"));
  }

  @Test
  void refusesAnEmptySecretOfARecord() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredSecret("", null));
  }

  @Test
  void encryptsDifferentlyEachTime() {
    assertThat(sealed(vault).sealed()).isNotEqualTo(sealed(vault).sealed());
  }

  @Test
  void decryptsForAnotherPathOfTheSameOrigin() {
    Authorization sealed = sealed(vault);

    assertThat(vault.open(sealed, source("quay", "https://quay.example/new", sealed)))
        .isInstanceOf(Opened.Value.class);
  }

  @Test
  void decryptsNeitherForAnotherSourceNorForAnotherOrigin() {
    Authorization sealed = sealed(vault);

    assertThat(vault.open(sealed, source("pier", FEED, sealed)))
        .isInstanceOf(Opened.Unreadable.class);
    assertThat(vault.open(sealed, source("quay", "https://evil.example/feed", sealed)))
        .isInstanceOf(Opened.Unreadable.class);
  }

  @Test
  void namesTheRemedyForAnotherOrAMissingKey() {
    Authorization sealed = sealed(vault);
    Source source = source("quay", FEED, sealed);

    assertThat(vault(OTHER).open(sealed, source))
        .isInstanceOfSatisfying(
            Opened.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason())
                    .startsWith("its authorization was encrypted with another key")
                    .contains("rendezvous.admin.credentials-key"));
    assertThat(vault(null).open(sealed, source))
        .isInstanceOfSatisfying(
            Opened.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).contains("no key is configured"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "no base64!", "AAECAwQFBgcICQoL"})
  void readsNoCiphertextAsUnreadable(String garbage) {
    Authorization stored = new Authorization(Scheme.BASIC, null, garbage);

    assertThat(vault.open(stored, source("quay", FEED, stored)))
        .isInstanceOf(Opened.Unreadable.class);
  }

  @Test
  void storesThemReadableWithoutAKeyAndReadsThatWithAKeyToo() {
    Authorization plain = sealed(vault(null));

    assertThat(plain.plain()).isEqualTo("Bearer secret-token");
    assertThat(vault.open(plain, source("quay", FEED, plain)))
        .isEqualTo(new Opened.Value("Bearer secret-token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery staple", "c2hvcnQ=", "a2tra2tra2tra2tra2tra2s="})
  void rejectsAMalformedKeyWithoutRepeatingIt(String key) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> vault(key))
        .withMessage(
            "rendezvous.admin.credentials-key must be 32 bytes in base64, such as the output of:"
                + " openssl rand -base64 32");
  }

  private static Authorization sealed(CredentialVault vault) {
    return vault.seal(Scheme.BEARER, "Bearer secret-token", "quay", FeedUrl.of(FEED));
  }

  private static CredentialVault vault(@Nullable String key) {
    return new CredentialVault(() -> Optional.ofNullable(key));
  }

  private static Source source(String id, String url, Authorization authorization) {
    return new Source(
        id,
        FeedUrl.of(url),
        null,
        null,
        null,
        null,
        null,
        null,
        true,
        false,
        0,
        Map.of(),
        authorization);
  }
}
