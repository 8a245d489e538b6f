#include "services/extraction/name_model_file.h"

extern "C" const char chancery_name_model_begin[];
extern "C" const char chancery_name_model_end[];
extern "C" const char chancery_calibration_begin[];
extern "C" const char chancery_calibration_end[];

namespace chancery::extraction {

std::string_view BuiltInNameModel() {
  return {chancery_name_model_begin, static_cast<size_t>(chancery_name_model_end - chancery_name_model_begin)};
}

std::string_view BuiltInCalibration() {
  return {chancery_calibration_begin, static_cast<size_t>(chancery_calibration_end - chancery_calibration_begin)};
}

}  // namespace chancery::extraction
