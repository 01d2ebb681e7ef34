package news.rendezvous.admin.authentication;

import java.util.Locale;

/** Reason of a refused request. The label is the value in metrics and logs. */
enum Refusal {
  /** Neither a token nor OpenID Connect is configured. */
  CLOSED,
  /** No bearer token in the request. */
  MISSING,
  /** Another token, or one that the provider did not sign for this service and time. */
  WRONG,
  /** A token that is wrong or was not checked, of a client that sent too many. */
  THROTTLED,
  /** A token of the provider without the role. */
  FORBIDDEN,
  /** The provider cannot be reached, or the check failed. */
  UNCHECKED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
