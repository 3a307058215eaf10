# ruff: noqa: E501 (a table)
"""A curated list of common ICD-10 codes: code, English, Chinese, Vietnamese.

The national tables are longer and are imported (`huizhen import-codes`); they win over these.
"""

COMMON = """
A09|Gastroenteritis, presumed infectious|感染性腹泻和胃肠炎|Tiêu chảy và viêm dạ dày ruột nhiễm khuẩn
A15.0|Pulmonary tuberculosis, confirmed|肺结核，痰检证实|Lao phổi, có bằng chứng vi khuẩn
A16.2|Pulmonary tuberculosis, not confirmed|肺结核，未提及细菌学证实|Lao phổi, không có bằng chứng vi khuẩn
A27.9|Leptospirosis|钩端螺旋体病|Bệnh do Leptospira
A35|Tetanus|破伤风|Uốn ván
A41.9|Sepsis|脓毒症|Nhiễm khuẩn huyết
A82.9|Rabies|狂犬病|Bệnh dại
A90|Dengue fever|登革热|Sốt xuất huyết Dengue
A91|Dengue haemorrhagic fever|登革出血热|Sốt xuất huyết Dengue nặng
B01.9|Varicella|水痘|Thủy đậu
B16.9|Acute hepatitis B|急性乙型肝炎|Viêm gan B cấp
B18.1|Chronic hepatitis B|慢性乙型肝炎|Viêm gan B mạn
B54|Malaria|疟疾|Sốt rét
B67.9|Echinococcosis|棘球蚴病(包虫病)|Bệnh sán kim
C16.9|Cancer of stomach|胃恶性肿瘤|Ung thư dạ dày
C18.9|Cancer of colon|结肠恶性肿瘤|Ung thư đại tràng
C20|Cancer of rectum|直肠恶性肿瘤|Ung thư trực tràng
C22.0|Liver cell carcinoma|肝细胞癌|Ung thư biểu mô tế bào gan
C34.9|Cancer of lung|支气管或肺恶性肿瘤|Ung thư phổi
C50.9|Cancer of breast|乳腺恶性肿瘤|Ung thư vú
C53.9|Cancer of cervix|宫颈恶性肿瘤|Ung thư cổ tử cung
C61|Cancer of prostate|前列腺恶性肿瘤|Ung thư tuyến tiền liệt
D50.9|Iron deficiency anaemia|缺铁性贫血|Thiếu máu thiếu sắt
D61.9|Aplastic anaemia|再生障碍性贫血|Suy tủy xương
D65|Disseminated intravascular coagulation|弥散性血管内凝血|Đông máu nội mạch lan tỏa
D69.6|Thrombocytopenia|血小板减少|Giảm tiểu cầu
E03.9|Hypothyroidism|甲状腺功能减退症|Suy giáp
E05.9|Thyrotoxicosis|甲状腺毒症|Cường giáp
E10.1|Type 1 diabetes with ketoacidosis|1型糖尿病伴酮症酸中毒|Đái tháo đường típ 1 có nhiễm toan ceton
E11.0|Type 2 diabetes with coma|2型糖尿病伴昏迷|Đái tháo đường típ 2 có hôn mê
E11.1|Type 2 diabetes with ketoacidosis|2型糖尿病伴酮症酸中毒|Đái tháo đường típ 2 có nhiễm toan ceton
E11.9|Type 2 diabetes|2型糖尿病|Đái tháo đường típ 2
E16.2|Hypoglycaemia|低血糖症|Hạ đường huyết
E78.5|Hyperlipidaemia|高脂血症|Tăng lipid máu
E86|Volume depletion|血容量不足(脱水)|Giảm thể tích, mất nước
E87.1|Hyponatraemia|低钠血症|Hạ natri máu
E87.2|Acidosis|酸中毒|Toan máu
E87.5|Hyperkalaemia|高钾血症|Tăng kali máu
E87.6|Hypokalaemia|低钾血症|Hạ kali máu
F05.9|Delirium|谵妄|Sảng
F10.3|Alcohol withdrawal|酒精戒断状态|Hội chứng cai rượu
G00.9|Bacterial meningitis|细菌性脑膜炎|Viêm màng não do vi khuẩn
G04.9|Encephalitis|脑炎|Viêm não
G40.9|Epilepsy|癫痫|Động kinh
G41.9|Status epilepticus|癫痫持续状态|Trạng thái động kinh
G45.9|Transient ischaemic attack|短暂性脑缺血发作|Cơn thiếu máu não thoáng qua
G51.0|Bell palsy|贝尔面瘫|Liệt Bell
G61.0|Guillain-Barré syndrome|吉兰-巴雷综合征|Hội chứng Guillain-Barré
G70.0|Myasthenia gravis|重症肌无力|Nhược cơ
G81.9|Hemiplegia|偏瘫|Liệt nửa người
G82.2|Paraplegia|截瘫|Liệt hai chi dưới
H81.1|Benign paroxysmal vertigo|良性阵发性眩晕|Chóng mặt tư thế kịch phát lành tính
I10|Essential hypertension|原发性高血压|Tăng huyết áp nguyên phát
I11.9|Hypertensive heart disease|高血压性心脏病|Bệnh tim do tăng huyết áp
I20.0|Unstable angina|不稳定型心绞痛|Đau thắt ngực không ổn định
I20.9|Angina pectoris|心绞痛|Đau thắt ngực
I21.0|Acute anterior myocardial infarction (STEMI)|急性前壁透壁性心肌梗死|Nhồi máu cơ tim cấp thành trước
I21.1|Acute inferior myocardial infarction (STEMI)|急性下壁透壁性心肌梗死|Nhồi máu cơ tim cấp thành dưới
I21.2|Acute myocardial infarction of other sites|其他部位急性透壁性心肌梗死|Nhồi máu cơ tim cấp vị trí khác
I21.4|Acute subendocardial infarction (NSTEMI)|急性心内膜下心肌梗死(非ST段抬高)|Nhồi máu cơ tim cấp không ST chênh lên
I21.9|Acute myocardial infarction|急性心肌梗死|Nhồi máu cơ tim cấp
I24.9|Acute coronary syndrome|急性冠状动脉综合征|Hội chứng vành cấp
I25.1|Coronary atherosclerotic heart disease|冠状动脉粥样硬化性心脏病|Bệnh tim do xơ vữa động mạch vành
I26.9|Pulmonary embolism|肺栓塞|Thuyên tắc phổi
I30.9|Acute pericarditis|急性心包炎|Viêm màng ngoài tim cấp
I31.9|Pericardial effusion|心包积液|Tràn dịch màng ngoài tim
I33.0|Infective endocarditis|感染性心内膜炎|Viêm nội tâm mạc nhiễm khuẩn
I40.9|Acute myocarditis|急性心肌炎|Viêm cơ tim cấp
I42.0|Dilated cardiomyopathy|扩张型心肌病|Bệnh cơ tim giãn
I44.2|Atrioventricular block, complete|完全性房室传导阻滞|Bloc nhĩ thất hoàn toàn
I46.9|Cardiac arrest|心脏停搏|Ngừng tim
I47.1|Supraventricular tachycardia|室上性心动过速|Nhịp nhanh trên thất
I47.2|Ventricular tachycardia|室性心动过速|Nhịp nhanh thất
I48.9|Atrial fibrillation and flutter|心房颤动和心房扑动|Rung nhĩ và cuồng nhĩ
I49.0|Ventricular fibrillation and flutter|心室颤动和心室扑动|Rung thất và cuồng thất
I49.5|Sick sinus syndrome|病态窦房结综合征|Hội chứng suy nút xoang
I50.0|Congestive heart failure|充血性心力衰竭|Suy tim ứ huyết
I50.1|Left ventricular failure|左心室衰竭|Suy thất trái
I60.9|Subarachnoid haemorrhage|蛛网膜下腔出血|Xuất huyết dưới nhện
I61.9|Intracerebral haemorrhage|脑出血|Xuất huyết não
I62.0|Subdural haemorrhage, nontraumatic|非创伤性硬膜下出血|Xuất huyết dưới màng cứng không do chấn thương
I63.9|Cerebral infarction|脑梗死|Nhồi máu não
I64|Stroke, not specified|脑卒中，未特指|Đột quỵ không xác định
I71.0|Dissection of aorta|主动脉夹层|Bóc tách động mạch chủ
I71.3|Abdominal aortic aneurysm, ruptured|腹主动脉瘤破裂|Vỡ phình động mạch chủ bụng
I74.3|Arterial embolism of leg|下肢动脉栓塞|Thuyên tắc động mạch chi dưới
I80.2|Deep vein thrombosis of leg|下肢深静脉血栓形成|Huyết khối tĩnh mạch sâu chi dưới
I85.0|Oesophageal varices with bleeding|食管静脉曲张破裂出血|Giãn tĩnh mạch thực quản có chảy máu
J06.9|Upper respiratory infection|急性上呼吸道感染|Nhiễm khuẩn hô hấp trên cấp
J10.1|Influenza|流行性感冒|Cúm
J15.9|Bacterial pneumonia|细菌性肺炎|Viêm phổi do vi khuẩn
J18.0|Bronchopneumonia|支气管肺炎|Viêm phế quản phổi
J18.9|Pneumonia|肺炎|Viêm phổi
J21.9|Acute bronchiolitis|急性细支气管炎|Viêm tiểu phế quản cấp
J44.1|COPD with acute exacerbation|慢性阻塞性肺疾病急性加重|Đợt cấp bệnh phổi tắc nghẽn mạn tính
J44.9|COPD|慢性阻塞性肺疾病|Bệnh phổi tắc nghẽn mạn tính
J45.9|Asthma|支气管哮喘|Hen phế quản
J46|Status asthmaticus|哮喘持续状态|Cơn hen ác tính
J80|Acute respiratory distress syndrome|急性呼吸窘迫综合征|Hội chứng nguy kịch hô hấp cấp
J81|Pulmonary oedema|肺水肿|Phù phổi
J90|Pleural effusion|胸腔积液|Tràn dịch màng phổi
J93.9|Pneumothorax|气胸|Tràn khí màng phổi
J96.0|Acute respiratory failure|急性呼吸衰竭|Suy hô hấp cấp
K25.4|Gastric ulcer with bleeding|胃溃疡伴出血|Loét dạ dày có chảy máu
K26.4|Duodenal ulcer with bleeding|十二指肠溃疡伴出血|Loét tá tràng có chảy máu
K27.5|Peptic ulcer with perforation|消化性溃疡伴穿孔|Loét dạ dày tá tràng có thủng
K35.8|Acute appendicitis|急性阑尾炎|Viêm ruột thừa cấp
K40.3|Inguinal hernia with obstruction|腹股沟疝伴梗阻|Thoát vị bẹn nghẹt
K56.6|Intestinal obstruction|肠梗阻|Tắc ruột
K65.0|Acute peritonitis|急性腹膜炎|Viêm phúc mạc cấp
K70.3|Alcoholic cirrhosis of liver|酒精性肝硬化|Xơ gan do rượu
K72.9|Hepatic failure|肝功能衰竭|Suy gan
K74.6|Cirrhosis of liver|肝硬化|Xơ gan
K80.2|Gallstones|胆囊结石|Sỏi túi mật
K81.0|Acute cholecystitis|急性胆囊炎|Viêm túi mật cấp
K83.0|Cholangitis|胆管炎|Viêm đường mật
K85.9|Acute pancreatitis|急性胰腺炎|Viêm tụy cấp
K92.2|Gastrointestinal haemorrhage|消化道出血|Xuất huyết tiêu hóa
L03.9|Cellulitis|蜂窝织炎|Viêm mô tế bào
L51.2|Toxic epidermal necrolysis|中毒性表皮坏死松解症|Hoại tử thượng bì nhiễm độc
M06.9|Rheumatoid arthritis|类风湿关节炎|Viêm khớp dạng thấp
M10.9|Gout|痛风|Gút
M32.9|Systemic lupus erythematosus|系统性红斑狼疮|Lupus ban đỏ hệ thống
M51.2|Lumbar disc displacement|腰椎间盘突出|Thoát vị đĩa đệm thắt lưng
N10|Acute pyelonephritis|急性肾盂肾炎|Viêm thận bể thận cấp
N17.9|Acute kidney failure|急性肾衰竭|Suy thận cấp
N18.9|Chronic kidney disease|慢性肾脏病|Bệnh thận mạn
N20.1|Ureteric stone|输尿管结石|Sỏi niệu quản
N39.0|Urinary tract infection|泌尿道感染|Nhiễm khuẩn tiết niệu
N44|Torsion of testis|睾丸扭转|Xoắn tinh hoàn
O00.9|Ectopic pregnancy|异位妊娠|Thai ngoài tử cung
O03.9|Miscarriage|自然流产|Sẩy thai
O14.1|Severe pre-eclampsia|重度子痫前期|Tiền sản giật nặng
O15.9|Eclampsia|子痫|Sản giật
O24.4|Gestational diabetes|妊娠期糖尿病|Đái tháo đường thai kỳ
O42.9|Premature rupture of membranes|胎膜早破|Vỡ ối sớm
O44.1|Placenta praevia with bleeding|前置胎盘伴出血|Rau tiền đạo chảy máu
O45.9|Placental abruption|胎盘早剥|Rau bong non
O60.1|Preterm labour|早产|Chuyển dạ sinh non
O62.2|Uterine inertia|子宫收缩乏力|Đờ tử cung khi chuyển dạ
O66.9|Obstructed labour|梗阻性分娩|Chuyển dạ tắc nghẽn
O71.1|Rupture of uterus in labour|产程中子宫破裂|Vỡ tử cung trong chuyển dạ
O72.1|Postpartum haemorrhage|产后出血|Băng huyết sau sinh
O88.1|Amniotic fluid embolism|羊水栓塞|Thuyên tắc ối
P07.3|Preterm infant|早产儿|Trẻ sinh non
P21.9|Birth asphyxia|新生儿窒息|Ngạt khi sinh
P22.0|Respiratory distress syndrome of newborn|新生儿呼吸窘迫综合征|Hội chứng suy hô hấp ở trẻ sơ sinh
P36.9|Neonatal sepsis|新生儿脓毒症|Nhiễm khuẩn sơ sinh
P59.9|Neonatal jaundice|新生儿黄疸|Vàng da sơ sinh
Q21.0|Ventricular septal defect|室间隔缺损|Thông liên thất
Q21.1|Atrial septal defect|房间隔缺损|Thông liên nhĩ
Q25.0|Patent ductus arteriosus|动脉导管未闭|Còn ống động mạch
R07.4|Chest pain|胸痛|Đau ngực
R10.0|Acute abdomen|急腹症|Bụng ngoại khoa cấp
R40.2|Coma|昏迷|Hôn mê
R50.9|Fever|发热|Sốt
R55|Syncope|晕厥|Ngất
R56.0|Febrile convulsions|热性惊厥|Co giật do sốt
R57.0|Cardiogenic shock|心源性休克|Sốc tim
R57.1|Hypovolaemic shock|低血容量性休克|Sốc giảm thể tích
R57.2|Septic shock|脓毒性休克|Sốc nhiễm khuẩn
S02.9|Fracture of skull|颅骨骨折|Gãy xương sọ
S06.0|Concussion|脑震荡|Chấn động não
S06.2|Diffuse brain injury|弥漫性脑损伤|Tổn thương não lan tỏa
S06.4|Epidural haemorrhage|硬膜外血肿|Máu tụ ngoài màng cứng
S06.5|Traumatic subdural haemorrhage|创伤性硬膜下出血|Máu tụ dưới màng cứng do chấn thương
S06.9|Intracranial injury|颅内损伤|Chấn thương nội sọ
S22.4|Multiple rib fractures|多发性肋骨骨折|Gãy nhiều xương sườn
S27.0|Traumatic pneumothorax|创伤性气胸|Tràn khí màng phổi do chấn thương
S27.1|Traumatic haemothorax|创伤性血胸|Tràn máu màng phổi do chấn thương
S32.8|Fracture of pelvis|骨盆骨折|Gãy xương chậu
S36.0|Injury of spleen|脾损伤|Chấn thương lách
S36.1|Injury of liver|肝损伤|Chấn thương gan
S52.5|Fracture of lower end of radius|桡骨远端骨折|Gãy đầu dưới xương quay
S72.0|Fracture of neck of femur|股骨颈骨折|Gãy cổ xương đùi
S72.3|Fracture of shaft of femur|股骨干骨折|Gãy thân xương đùi
S82.2|Fracture of shaft of tibia|胫骨干骨折|Gãy thân xương chày
T07|Multiple injuries|多发性损伤|Đa chấn thương
T14.0|Superficial injury|浅表损伤|Tổn thương nông
T17.9|Foreign body in airway|呼吸道异物|Dị vật đường thở
T30.0|Burn|烧伤|Bỏng
T58|Carbon monoxide poisoning|一氧化碳中毒|Ngộ độc khí CO
T60.0|Organophosphate poisoning|有机磷农药中毒|Ngộ độc phospho hữu cơ
T60.3|Herbicide poisoning (paraquat)|除草剂中毒(百草枯)|Ngộ độc thuốc diệt cỏ (paraquat)
T63.0|Snake bite|蛇咬伤|Rắn độc cắn
T63.4|Bee or wasp sting|蜂蜇伤|Ong đốt
T67.0|Heatstroke|中暑|Say nóng, say nắng
T70.2|High altitude illness|高原病|Bệnh do độ cao
T78.2|Anaphylactic shock|过敏性休克|Sốc phản vệ
Z98.8|After surgery|手术后状态|Tình trạng sau phẫu thuật
"""
