// Makes what the readers of collections are tested with.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace chancery::cli {

// One gzip member.
inline std::string Gzip(std::string_view bytes) {
  z_stream zlib = {};
  deflateInit2(&zlib, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&zlib, bytes.size()), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  deflate(&zlib, Z_FINISH);
  packed.resize(packed.size() - zlib.avail_out);
  deflateEnd(&zlib);
  return packed;
}

// A WARC record.
inline std::string Record(const std::string& type, const std::string& url, const std::string& content_type, const std::string& block,
                          const std::string& version = "1.0") {
  return "WARC/" + version + "\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2024-02-26T08:00:00Z\r\nContent-Type: " + content_type + "\r\nContent-Length: " + std::to_string(block.size()) +
         "\r\n\r\n" + block + "\r\n\r\n";
}

// A WARC response record of a page.
inline std::string Response(const std::string& url, const std::string& header, const std::string& body) {
  return Record("response", url, "application/http;msgtype=response",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + header + "\r\n" + body);
}

}  // namespace chancery::cli
