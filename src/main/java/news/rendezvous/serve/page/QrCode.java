package news.rendezvous.serve.page;

import java.nio.charset.StandardCharsets;

/** QR code (ISO/IEC 18004) of an address as SVG, for the camera of a phone. */
final class QrCode {

  /** Bytes of an address: a code with more has modules too small for a camera. */
  private static final int MOST = 600;

  /** ISO/IEC 18004 section 9.1: width of the quiet zone, in modules. */
  private static final int QUIET = 4;

  private QrCode() {}

  /** True if an address has a code. */
  static boolean fits(String address) {
    return address.getBytes(StandardCharsets.UTF_8).length <= MOST;
  }

  /** An SVG document, black on white whatever the theme: cameras expect dark modules. */
  static String svg(String address) {
    io.nayuki.qrcodegen.QrCode code =
        io.nayuki.qrcodegen.QrCode.encodeText(address, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    int size = code.size + 2 * QUIET;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
        <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
        """
        .formatted(size, modules(code));
  }

  private static String modules(io.nayuki.qrcodegen.QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }
}
